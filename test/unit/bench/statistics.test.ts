import assert from 'node:assert/strict';
import { timeInterleaved } from '../../bench/measurement/interleave.ts';
import { mapSpread, spreadOf } from '../../bench/measurement/statistics.ts';
import { figure, table } from '../../bench/measurement/table.ts';

describe("the bench's statistics", () => {
  const samples = [
    { sample: [7], spread: [7, 7, 7, 7] },
    { sample: [4, 1, 3, 2], spread: [1, 1.75, 2.5, 3.25] },
    { sample: [10, 2, 30, 4, 5], spread: [2, 4, 5, 10] },
  ];
  for (const { sample, spread } of samples) {
    it(`has the quartiles of NumPy for ${sample.join(', ')}`, () => {
      const { minimum, lowerQuartile, median, upperQuartile } = spreadOf(sample);
      assert.deepEqual([minimum, lowerQuartile, median, upperQuartile], spread);
    });
  }

  it('leaves the sample in its order', () => {
    const sample = [3, 1, 2];
    spreadOf(sample);
    assert.deepEqual(sample, [3, 1, 2]);
  });

  it('converts every figure of a spread', () => {
    const { minimum, lowerQuartile, median, upperQuartile } = mapSpread(
      spreadOf([1, 2, 3, 4, 5]),
      (value) => 10 * value,
    );
    assert.deepEqual([minimum, lowerQuartile, median, upperQuartile], [10, 20, 30, 40]);
  });

  it('lets contenders take turns, and divides a batch by its runs', async () => {
    const turns: string[] = [];
    const runner = (name: string, secondsPerRun: number) => ({
      run(times: number) {
        turns.push(name);
        const seconds = times * secondsPerRun;
        return Promise.resolve({ seconds, processorSeconds: 2 * seconds });
      },
    });
    const effort = { rounds: 2, batchSeconds: 10, warmUpSeconds: 1 };
    const [slow, quick] = await timeInterleaved([runner('slow', 3), runner('quick', 0.5)], effort);
    assert.equal(slow?.seconds.median, 3);
    assert.equal(quick?.seconds.median, 0.5);
    assert.equal(quick.processors, 2);
    assert.deepEqual(turns.slice(-4), ['slow', 'quick', 'quick', 'slow']);
  });
});

describe("the bench's tables", () => {
  const figures: [number, string][] = [
    [0.012345, '0.0123'],
    [1.5, '1.50'],
    [99.96, '100'],
    [12345.6, '12346'],
  ];
  for (const [value, text] of figures) {
    it(`writes ${value} as ${text}`, () => assert.equal(figure(value), text));
  }

  it('are aligned Markdown, figures to the right', () => {
    assert.equal(
      table(
        ['', 'time'],
        [
          ['short', '1'],
          ['longer', '23.5 ms'],
        ],
      ),
      [
        '|        |    time |',
        '| ------ | ------: |',
        '| short  |       1 |',
        '| longer | 23.5 ms |',
      ].join('\n'),
    );
  });
});
