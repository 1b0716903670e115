/** What the kernel's JavaScript calls. Addresses are byte offsets into the memory that is imported. */
export { isFused } from './fusedMultiply';

/** Where tables and constants end. */
export function staticEnd(): usize {
  return __heap_base;
}
