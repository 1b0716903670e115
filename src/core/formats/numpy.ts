import { pythonCall } from './python.ts';

export const numpy = pythonCall('array', 'np');
