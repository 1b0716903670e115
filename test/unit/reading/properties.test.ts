import assert from 'node:assert/strict';
import fc from 'fast-check';
import { runToEnd } from '../../../src/core/job.ts';
import { readSource, readText } from '../../../src/core/reading/reader.ts';
import { ReadingError } from '../../../src/core/reading/readingError.ts';
import type { Reading } from '../../../src/core/reading/reader.ts';
import { literalAt } from '../../../src/core/rewriting/literal.ts';
import { casesOf, corpusFiles } from './corpus.ts';

/** How many runs each property gets. */
const numRuns = Number(process.env.PROPERTY_RUNS ?? 300);

const samples = corpusFiles.flatMap(casesOf);

/** The reading, or undefined if the text is refused; any other error fails the test. */
function tryToRead(text: string, languageId: string): Reading | undefined {
  try {
    return runToEnd(readText(text, languageId));
  } catch (error) {
    if (!(error instanceof ReadingError)) throw error;
    assert.ok(error.offset >= 0 && error.offset <= text.length, `offset ${error.offset}`);
    assert.ok(error.line >= 1 && error.column >= 1);
    assert.match(error.message, /^\S[^]*\.$/);
    return undefined;
  }
}

/** What every reading has to be, whatever the text. */
function checkReading(reading: Reading, text: string): void {
  const { shape, values, starts } = reading.logits;
  assert.equal(
    values.length,
    shape.reduce((product, size) => product * size, 1),
  );
  assert.equal(starts.length, values.length);
  assert.ok(values.length > 0);
  const scaled = /print|LaTeX/.test(reading.notation);
  starts.forEach((start, index) => {
    const end = literalAt(text, start, values[index] ?? NaN)?.range.end ?? start;
    assert.ok(end > start && end <= text.length, 'every value has a literal');
    const literal = text.slice(start, end);
    const decimalComma = /^,\d/.test(text.slice(end));
    if (/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(literal) && !scaled && !decimalComma) {
      assert.equal(values[index], Number(literal), 'every value is that of its literal');
    }
  });
}

const sample = fc.constantFrom(...samples);
const number = fc.oneof(
  fc.double(),
  fc.integer().map(Number),
  fc.double({ noDefaultInfinity: true, noNaN: true, min: -100, max: 100 }),
  fc.constantFrom(5e-324, -0, 1.7976931348623157e308, 0.1, 9007199254740993),
);
const matrix = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 2, max: 6 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(number, { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  );

/** Prints a number as a language does; `names` are its infinity, and its NaN. */
function printed(value: number, infinity: string, nan: string): string {
  if (Number.isNaN(value)) return nan;
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0.0' : String(value);
  return value < 0 ? `-${infinity}` : infinity;
}

type Printer = (rows: readonly (readonly number[])[]) => string;

function nested(open: string, close: string, infinity: string, nan: string): Printer {
  return (rows) => {
    const lines = rows.map(
      (row) => `${open}${row.map((value) => printed(value, infinity, nan)).join(', ')}${close}`,
    );
    return `${open}${lines.join(`,\n  `)}${close}`;
  };
}

function lines(separator: string, end = '', infinity = 'inf', nan = 'nan'): Printer {
  return (rows) =>
    rows
      .map((row) => row.map((value) => printed(value, infinity, nan)).join(separator) + end)
      .join('\n');
}

const printers: Readonly<Record<string, Printer>> = {
  python: (rows) => `z = np.array(${nested('[', ']', 'np.inf', 'np.nan')(rows)}, dtype=np.float64)`,
  torch: (rows) => `tensor(${nested('[', ']', 'inf', 'nan')(rows)}, device='cuda:0')`,
  numpyPrint: (rows) => `[${rows.map((row) => `[${lines(' ')([row])}]`).join('\n ')}]`,
  json: (rows) => `{"logits": ${nested('[', ']', 'Infinity', 'NaN')(rows)}, "version": 3}`,
  javascript: (rows) => `const z = ${nested('[', ']', 'Infinity', 'NaN')(rows)};`,
  c: (rows) => `double z[9][9] = ${nested('{', '}', 'INFINITY', 'NAN')(rows)};`,
  java: (rows) =>
    `double[][] z = new double[][] ${nested('{', '}', 'Double.POSITIVE_INFINITY', 'Double.NaN')(rows)};`,
  go: (rows) => `z := [][]float64${nested('{', '}', 'math.Inf(1)', 'math.NaN()')(rows)}`,
  rust: (rows) => `let z = array!${nested('[', ']', 'f64::INFINITY', 'f64::NAN')(rows)};`,
  swift: (rows) => `let z: [[Double]] = ${nested('[', ']', '.infinity', '.nan')(rows)}`,
  matlab: (rows) => `A = [${rows.map((row) => lines(' ', '', 'Inf', 'NaN')([row])).join('; ')}];`,
  r: (rows) =>
    `rbind(${rows.map((row) => `c(${lines(', ', '', 'Inf', 'NaN')([row])})`).join(', ')})`,
  csv: (rows) => `${rows[0]?.map((_, index) => `z${index}`).join(',')}\n${lines(',')(rows)}\n`,
  tsv: (rows) => `${rows[0]?.map((_, index) => `z${index}`).join('\t')}\n${lines('\t')(rows)}\n`,
  markdown: (rows) =>
    `|${rows[0]?.map(() => ' z |').join('')}\n|${rows[0]?.map(() => '---|').join('')}\n` +
    rows.map((row) => `| ${lines(' | ')([row])} |`).join('\n'),
  latex: (rows) =>
    `\\begin{pmatrix}\n${lines(' & ', ' \\\\', '\\infty', 'nan')(rows)}\n\\end{pmatrix}`,
};

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.integer({ min: 0, max: 4 }),
  insert: fc.oneof(
    fc.constantFrom(
      ...['[', ']', '(', ')', '{', '}', ',', ';', ':', '"', "'", '`', '\n', ' ', '\t', '-', '+'],
      ...['...', '…', '#', '//', '/*', '*/', '%', '&', '|', '\\', '=', '.', '1', '0x', 'e5', 'nan'],
      ...['np.array(', 'c(', 'vec![', '>>> ', '```', '\\begin{', '[1,]', ', , 1', '×', '−', '1_0'],
      ...['.T', '.reshape(2, 2)', 'labels = [1, 0]', 'y: 1', '\r\n', '"""', 'matrix(', 'float('],
    ),
    fc.string({ maxLength: 3, unit: 'binary' }),
  ),
});

function edited(text: string, edits: readonly { at: number; remove: number; insert: string }[]) {
  return edits.reduce((changed, { at, remove, insert }) => {
    const from = Math.floor(at * changed.length);
    return changed.slice(0, from) + insert + changed.slice(from + remove);
  }, text);
}

describe('reading, whatever the text', () => {
  it('ends in a reading or in a ReadingError after random edits', () => {
    fc.assert(
      fc.property(sample, fc.array(edit, { maxLength: 5 }), ({ text, languageId }, edits) => {
        const changed = edited(text, edits);
        const reading = tryToRead(changed, languageId);
        if (reading) checkReading(reading, changed);
      }),
      { numRuns },
    );
  });

  it('ends in a reading or in a ReadingError around any cursor and any selection', () => {
    const place = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(sample, place, place, fc.nat(10), ({ text, languageId }, one, other, start) => {
        const ends = [one, other].map((each) => start + Math.floor(each * text.length));
        const selection = { start: Math.min(...ends), end: Math.max(...ends) };
        for (const selections of [
          [selection],
          [{ start: selection.start, end: selection.start }],
        ]) {
          try {
            const reading = runToEnd(readSource({ text, start, selections, languageId }));
            assert.ok(reading.logits.starts.every((each) => each >= start));
          } catch (error) {
            if (!(error instanceof ReadingError)) throw error;
            assert.ok(error.offset >= start && error.offset <= start + text.length);
          }
        }
      }),
      { numRuns },
    );
  });

  it('reads a beginning of a text as what it visibly holds, or refuses it', () => {
    const readable = samples.filter((each) => each.refuse === null);
    fc.assert(
      fc.property(
        fc.constantFrom(...readable),
        fc.double({ min: 0, max: 1, noNaN: true }),
        ({ text, languageId }, share) => {
          const beginning = text.slice(0, Math.floor(share * text.length));
          const reading = tryToRead(beginning, languageId);
          if (!reading) return;
          checkReading(reading, beginning);
          const whole = runToEnd(readText(text, languageId)).logits;
          const values = new Map(
            [...whole.starts].map((start, index) => [start, whole.values[index]]),
          );
          reading.logits.starts.forEach((start, index) => {
            const value = reading.logits.values[index] ?? NaN;
            const end = literalAt(beginning, start, value)?.range.end ?? start;
            // A beginning may end in a literal, or before what tells decimal commas from others.
            const cut = end === beginning.length || /^,\d/.test(text.slice(end));
            if (!cut && values.has(start)) {
              assert.equal(reading.logits.values[index], values.get(start), 'values stay the same');
            }
          });
        },
      ),
      { numRuns },
    );
  });
});

describe('reading what was printed', () => {
  for (const [name, print] of Object.entries(printers)) {
    it(`gives back every bit of what is printed as ${name}`, () => {
      fc.assert(
        fc.property(matrix, (rows) => {
          const text = print(rows);
          const { logits } = runToEnd(readText(text, 'plaintext'));
          assert.deepEqual(logits.shape, [rows.length, rows[0]?.length]);
          assert.deepEqual([...logits.values], rows.flat());
        }),
        { numRuns },
      );
    });
  }

  const place = fc.double({ min: 0, max: 1, noNaN: true });
  const large = fc.array(
    fc.array(fc.integer({ min: 10, max: 99 }), { minLength: 3, maxLength: 3 }),
    {
      minLength: 3,
      maxLength: 6,
    },
  );
  /** The rows with one value replaced, or taken out. */
  const changed = (
    rows: readonly (readonly number[])[],
    at: number,
    replacement: readonly number[],
  ): number[][] => {
    const culprit = Math.floor(at * 0.999 * rows.length * 3);
    return rows.map((row, index) =>
      row.flatMap((value, column) => (index * 3 + column === culprit ? replacement : value)),
    );
  };
  for (const [name, print] of Object.entries(printers)) {
    it(`refuses what is printed as ${name} with a value missing, or no number`, () => {
      fc.assert(
        fc.property(large, place, (rows, at) => {
          const short = tryToRead(print(changed(rows, at, [])), 'plaintext');
          assert.equal(short, undefined, 'a value is missing');
          const words = print(changed(rows, at, [123454321])).replace('123454321', 'null');
          assert.equal(tryToRead(words, 'plaintext'), undefined, 'null is no number');
        }),
        { numRuns },
      );
    });
  }

  it('reads every finite number as Number does', () => {
    const digits = fc.string({
      unit: fc.constantFrom('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'),
      minLength: 1,
      maxLength: 25,
    });
    const literal = fc
      .tuple(digits, fc.option(digits), fc.option(fc.integer({ min: -330, max: 330 })))
      .map(
        ([whole, fraction, exponent]) =>
          whole +
          (fraction === null ? '' : `.${fraction}`) +
          (exponent === null ? '' : `e${exponent}`),
      );
    fc.assert(
      fc.property(fc.array(literal, { minLength: 2, maxLength: 50 }), (literals) => {
        const { logits } = runToEnd(readText(`[${literals.join(', ')}]`));
        assert.deepEqual([...logits.values], literals.map(Number));
      }),
      { numRuns },
    );
  });
});

/** What is repeated until the text has this many characters: time that is not linear would not end. */
const repeated: Readonly<Record<number, readonly string[]>> = {
  10_000_000: ['[', '-', ' ', '1,', '(', '"', '\n', '#'],
  1_000_000: [
    ...["'", '`', '{', '.', '\t', '|', '&', '\\\\', '1 ', '1;', '1\n', 'e', '9', '%', '/*', '"""'],
    ...[
      'array([',
      'array(',
      'matrix(c(1',
      '(1,',
      '[1],',
      '[1,2]\n',
      '[[1],2],',
      '[1]*',
      'y=[',
      'a=',
    ],
    ...['# ', '>>> ', '...', ', , 1\n', '```\n', '$', '{a:', 'label 1 ', '# y=[1]\n', 'a\tb\n'],
  ],
};

describe('reading long texts', () => {
  for (const [length, units] of Object.entries(repeated)) {
    for (const unit of units) {
      it(`ends: ${length} characters of ${JSON.stringify(unit)}`, () => {
        tryToRead(unit.repeat(Math.floor(Number(length) / unit.length)), 'plaintext');
      });
    }
  }

  const tenMillion = (unit: string) => unit.repeat(10_000_000 / unit.length);
  for (const [name, text] of Object.entries({
    'string in a record': `{"a": 1, "b": "${tenMillion('x')}"}`,
    'name in a record': `{"${tenMillion('x')}": 1, "b": 2}`,
    'number with separators': `[1, 1${tenMillion('_1')}]`,
    'binary number with separators': `[1, 0b1${tenMillion('_1')}]`,
    'power of ten with separators': `[1, 1e1${tenMillion('_1')}]`,
    'qualified name': `[1, 2]\na${tenMillion('.a')}`,
    shape: `[1, 2].reshape(1${tenMillion(',1')})`,
  })) {
    it(`ends: a ${name} of 10 MB`, () => {
      tryToRead(text, 'plaintext');
    });
  }

  for (const unit of ['- ', '-\n', '- 1\n', ' - [1]\n', '- [', '- a\n', '- 1 ', '-\n - 1\n']) {
    it(`ends: a YAML of ${JSON.stringify(unit)}`, () => {
      tryToRead(unit.repeat(Math.floor(500_000 / unit.length)), 'yaml');
      tryToRead(`${unit.repeat(Math.floor(500_000 / unit.length))}1`, 'yaml');
    });
  }

  it('pauses now and then, so that it can be cancelled', () => {
    const job = readText(`[${'1.5, '.repeat(200_000)}2]`);
    let pauses = 0;
    let last = 0;
    for (let step = job.next(); !step.done; step = job.next()) {
      assert.ok(step.value >= last && step.value <= 1, 'the fraction done grows');
      last = step.value;
      pauses++;
    }
    assert.ok(pauses >= 10, `${pauses} pauses`);
  });
});
