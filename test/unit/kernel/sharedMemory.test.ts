import assert from 'node:assert/strict';
import {
  createSharedMemory,
  type SharedMemory,
  sharedMemoryOf,
} from '../../../src/core/kernel/sharedMemory.ts';

describe('shared memory', () => {
  let memory: SharedMemory;
  beforeEach(() => {
    const created = createSharedMemory();
    assert.ok(created);
    memory = created;
  });

  it('keeps its arrays apart, and on cache lines of their own', () => {
    const arrays = [
      memory.uint8(3),
      memory.float64(5),
      memory.float32(1),
      memory.int32(7),
      memory.uint32(100_000),
    ];
    arrays.forEach((array, i) => array.fill(i + 1));
    arrays.forEach((array, i) => {
      assert.ok(array.every((value) => value === i + 1));
      assert.equal(array.byteOffset % 64, 0);
    });
  });

  it('keeps its arrays valid as it grows', () => {
    const first = memory.float64(2);
    first.set([1, 2]);
    memory.float64(1_000_000);
    assert.deepEqual([...first], [1, 2]);
    assert.equal(sharedMemoryOf(first), memory);
    assert.equal(sharedMemoryOf(memory.uint8(1)), memory);
    assert.equal(sharedMemoryOf(new Uint8Array(1)), undefined);
  });

  it('takes back what was taken last', () => {
    const { end } = memory;
    const { byteOffset } = memory.float64(10);
    memory.release(end);
    assert.equal(memory.float64(10).byteOffset, byteOffset);
  });

  it('says what to do when there is no more', () => {
    assert.throws(() => memory.float64(2 ** 30), {
      name: 'RangeError',
      message: /not enough memory.*Select fewer rows/,
    });
    assert.equal(memory.float64(1).length, 1);
  });
});
