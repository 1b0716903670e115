/** What the reader's TypeScript calls. Addresses are byte offsets into the memory that is imported. */
export { scanList } from './lists';
export { scanRows } from './rows';
