/** The bytes that were deflated and written as base64. Node loads its zlib for it only when it is called. */
export function inflateBase64(text: string): Uint8Array {
  return process.getBuiltinModule('node:zlib').inflateRawSync(Buffer.from(text, 'base64'));
}
