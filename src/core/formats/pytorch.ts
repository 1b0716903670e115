import { pythonCall } from './python.ts';

export const pytorch = pythonCall('tensor', 'torch');
