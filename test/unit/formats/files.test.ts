import assert from 'node:assert/strict';
import fc from 'fast-check';
import { writeCsv } from '../../../src/core/formats/csv.ts';
import { writeNpy } from '../../../src/core/formats/npy.ts';
import { runToEnd } from '../../../src/core/job.ts';
import { readText } from '../../../src/core/reading/reader.ts';
import { arrays, named } from './arrays.ts';

describe('a .npy file', () => {
  it('has the bytes that numpy.save gives', () => {
    const bytes = runToEnd(writeNpy(named([2, 1], [0.5, -2])));
    // numpy.save(file, numpy.array([[0.5], [-2.0]])), NumPy 2.4
    const header = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 1), }";
    const expected = Buffer.concat([
      Buffer.from('93' + '4e554d5059' + '0100' + '7600', 'hex'),
      Buffer.from(`${header.padEnd(117)}\n`),
      Buffer.from('000000000000e03f' + '00000000000000c0', 'hex'),
    ]);
    assert.equal(Buffer.from(bytes).toString('hex'), expected.toString('hex'));
  });

  it('holds any array: a header that aligns the values, a shape as Python writes it, and every bit', () => {
    fc.assert(
      fc.property(arrays, (array) => {
        const bytes = runToEnd(writeNpy(array));
        const view = new DataView(bytes.buffer);
        const start = 10 + view.getUint16(8, true);
        assert.equal(start % 64, 0);
        const header = String.fromCharCode(...bytes.subarray(10, start));
        const [, sizes = ''] = /'shape': \(([\d, ]+)\), \} *\n$/.exec(header) ?? [];
        assert.equal(sizes.endsWith(','), array.shape.length === 1);
        assert.deepEqual(sizes.match(/\d+/g)?.map(Number), array.shape);
        const values = Array.from(array.values, (_, index) =>
          view.getFloat64(start + 8 * index, true),
        );
        assert.deepEqual(values, [...array.values]);
      }),
    );
  });

  it('ends its header with a line end, wherever the alignment falls', () => {
    for (let axes = 1; axes <= 64; axes++) {
      const shape = Array.from({ length: axes }, () => 1);
      const bytes = runToEnd(writeNpy(named(shape, [7])));
      const end = bytes.length - 8;
      assert.equal(end, 10 + new DataView(bytes.buffer).getUint16(8, true));
      assert.equal(end % 64, 0);
      assert.equal(bytes[end - 1], '\n'.charCodeAt(0));
    }
  });
});

describe('a .csv file', () => {
  it('begins with the names that columns came with, quoted where they must be, as UTF-8', () => {
    const names = ['cat', 'a "b", c', 'Löwe 🦁'];
    const array = named([1, 3], [1, 2, 3]);
    const columnTitle = (column: number): string => names[column]!;
    const bytes = runToEnd(writeCsv({ ...array, columnTitle, hasNames: true }));
    assert.equal(Buffer.from(bytes).toString(), 'cat,"a ""b"", c",Löwe 🦁\n1,2,3\n');
  });

  it('reads back bit for bit', () => {
    fc.assert(
      fc.property(arrays, (array) => {
        // A line of one number is not read as an array.
        fc.pre(array.values.length > 1);
        const text = Buffer.from(runToEnd(writeCsv(array))).toString();
        const { values } = runToEnd(readText(text, 'csv')).logits;
        assert.deepEqual([...values], [...array.values]);
      }),
    );
  });

  it('has its chunks in order', () => {
    const values = Float64Array.from({ length: 100_000 }, (_, index) => index);
    const text = Buffer.from(runToEnd(writeCsv(named([50_000, 2], values)))).toString();
    const lines = text.split('\n');
    assert.equal(lines.length, 50_001);
    assert.equal(lines.at(-2), '99998,99999');
  });
});

describe('a file', () => {
  for (const [name, write] of Object.entries({ npy: writeNpy, csv: writeCsv })) {
    it(`is written with pauses, so that it can be cancelled: .${name}`, () => {
      const steps = [...write(named([10, 30_000], new Float64Array(300_000)))];
      assert.ok(steps.length >= 4, `${steps.length} pauses`);
      assert.ok(steps.every((fraction, index) => fraction >= (steps[index - 1] ?? 0)));
      assert.ok(steps.every((fraction) => fraction <= 1));
    });
  }
});
