import { readFile } from 'node:fs/promises';

/** In a buffer of their own, at its beginning, where arrays of every type may start. */
export async function readBytes(path: string): Promise<ArrayBuffer> {
  const bytes = new Uint8Array(await readFile(path));
  return bytes.buffer;
}
