/** Where two arrays differ in any bit, in a sentence; nothing if nowhere. */
export function firstDifference(read: Float64Array, expected: Float64Array): string | undefined {
  if (read.length !== expected.length) {
    return `It read ${read.length} numbers of ${expected.length}.`;
  }
  const readBits = new BigUint64Array(read.buffer, read.byteOffset, read.length);
  const expectedBits = new BigUint64Array(expected.buffer, expected.byteOffset, expected.length);
  for (let i = 0; i < read.length; i++) {
    if (readBits[i] !== expectedBits[i])
      return `Number ${i} was read as ${read[i]}, which is ${expected[i]}.`;
  }
  return undefined;
}
