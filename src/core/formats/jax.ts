import { pythonCall } from './python.ts';

/** JAX has double precision only where `jax_enable_x64` is set. */
export const jax = pythonCall('array', 'jnp');
