import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type FormatName, formatNames } from '../../../src/core/formats/names.ts';
import { writeText } from '../../../src/core/formats/writeText.ts';
import { runToEnd } from '../../../src/core/job.ts';
import { readText } from '../../../src/core/reading/reader.ts';
import { arrays, named } from './arrays.ts';

const { Infinity: infinity, NaN: nan } = globalThis;
const unlimited = Number.MAX_SAFE_INTEGER;

const written = (name: FormatName, shape: readonly number[], values: Iterable<number>) =>
  runToEnd(writeText(name, named(shape, values), unlimited));

interface Expected {
  readonly languageId: string;
  /** Of the shape 2 x 3. */
  readonly matrix: string;
  readonly vector: string;
  /** Of the shape 2 x 1 x 2. */
  readonly deep: string;
}

const special = [1, 0.1, -0, nan, infinity, -infinity];
const counted = [1, 2, 3, 1e21];

const expected: Readonly<Record<FormatName, Expected>> = {
  numpy: {
    languageId: 'python',
    matrix: 'np.array([\n    [1, 0.1, -0.0],\n    [np.nan, np.inf, -np.inf]\n], dtype=np.float64)',
    vector: 'np.array([1, 2, 3, 1e+21], dtype=np.float64)',
    deep: 'np.array([\n    [\n        [1, 2]\n    ],\n    [\n        [3, 1e+21]\n    ]\n], dtype=np.float64)',
  },
  pytorch: {
    languageId: 'python',
    matrix:
      'torch.tensor([\n    [1, 0.1, -0.0],\n    [torch.nan, torch.inf, -torch.inf]\n], dtype=torch.float64)',
    vector: 'torch.tensor([1, 2, 3, 1e+21], dtype=torch.float64)',
    deep: 'torch.tensor([\n    [\n        [1, 2]\n    ],\n    [\n        [3, 1e+21]\n    ]\n], dtype=torch.float64)',
  },
  jax: {
    languageId: 'python',
    matrix:
      'jnp.array([\n    [1, 0.1, -0.0],\n    [jnp.nan, jnp.inf, -jnp.inf]\n], dtype=jnp.float64)',
    vector: 'jnp.array([1, 2, 3, 1e+21], dtype=jnp.float64)',
    deep: 'jnp.array([\n    [\n        [1, 2]\n    ],\n    [\n        [3, 1e+21]\n    ]\n], dtype=jnp.float64)',
  },
  json: {
    languageId: 'json',
    matrix: '[\n    [1, 0.1, -0.0],\n    [NaN, Infinity, -Infinity]\n]',
    vector: '[1, 2, 3, 1e+21]',
    deep: '[\n    [\n        [1, 2]\n    ],\n    [\n        [3, 1e+21]\n    ]\n]',
  },
  csv: {
    languageId: 'csv',
    matrix: '1,0.1,-0.0\nnan,inf,-inf\n',
    vector: '1\n2\n3\n1e+21\n',
    deep: '1,2\n3,1e+21\n',
  },
  markdown: {
    languageId: 'markdown',
    matrix:
      '| class 0 | class 1 | class 2 |\n| --: | --: | --: |\n| 1 | 0.1 | -0.0 |\n| NaN | Infinity | -Infinity |\n',
    vector: '| class 0 |\n| --: |\n| 1 |\n| 2 |\n| 3 |\n| 1e+21 |\n',
    deep: '| class 0 | class 1 |\n| --: | --: |\n| 1 | 2 |\n| 3 | 1e+21 |\n',
  },
  latex: {
    languageId: 'latex',
    matrix:
      '\\begin{pmatrix}\n1 & 0.1 & -0.0 \\\\\n\\mathrm{NaN} & \\infty & -\\infty\n\\end{pmatrix}\n',
    vector: '\\begin{pmatrix}\n1 \\\\\n2 \\\\\n3 \\\\\n1 \\times 10^{21}\n\\end{pmatrix}\n',
    deep: '\\begin{pmatrix}\n1 & 2 \\\\\n3 & 1 \\times 10^{21}\n\\end{pmatrix}\n',
  },
  c: {
    languageId: 'c',
    matrix:
      'const double gradient[2][3] = {\n    {1, 0.1, -0.0},\n    {NAN, INFINITY, -INFINITY}\n};\n',
    vector: 'const double gradient[4] = {1, 2, 3, 1e+21};\n',
    deep: 'const double gradient[2][1][2] = {\n    {\n        {1, 2}\n    },\n    {\n        {3, 1e+21}\n    }\n};\n',
  },
  rust: {
    languageId: 'rust',
    matrix: '[\n    [1.0, 0.1, -0.0],\n    [f64::NAN, f64::INFINITY, f64::NEG_INFINITY]\n]',
    vector: '[1.0, 2.0, 3.0, 1e+21]',
    deep: '[\n    [\n        [1.0, 2.0]\n    ],\n    [\n        [3.0, 1e+21]\n    ]\n]',
  },
  julia: {
    languageId: 'julia',
    matrix: 'Float64[1 0.1 -0.0;\n    NaN Inf -Inf]',
    vector: 'Float64[1, 2, 3, 1e+21]',
    deep: 'reshape(Float64[\n    1, 3,\n    2, 1e+21\n], (2, 1, 2))',
  },
  r: {
    languageId: 'r',
    matrix: 'matrix(c(\n    1, 0.1, -0.0,\n    NaN, Inf, -Inf\n), nrow = 2, byrow = TRUE)',
    vector: 'c(1, 2, 3, 1e+21)',
    deep: 'array(c(\n    1, 3,\n    2, 1e+21\n), dim = c(2, 1, 2))',
  },
  matlab: {
    languageId: 'matlab',
    matrix: '[1, 0.1, -0.0;\n    NaN, Inf, -Inf]',
    vector: '[1, 2, 3, 1e+21]',
    deep: 'reshape([1; 3;\n    2; 1e+21], [2, 1, 2])',
  },
};

function isTable(name: FormatName): boolean {
  return name === 'csv' || name === 'markdown' || name === 'latex';
}

/** The shape that an array has once it was written, where the notation lacks vectors or deeper arrays. */
function shapeIn(name: FormatName, shape: readonly number[]): readonly number[] {
  if (name === 'matlab') return shape.length === 1 ? [1, ...shape] : shape;
  if (!isTable(name)) return shape;
  const size = shape.reduce((product, length) => product * length, 1);
  const columns = shape.length === 1 ? 1 : shape.at(-1)!;
  const isVector = columns === 1 || size === columns;
  return name === 'csv' && isVector ? [size] : [size / columns, columns];
}

describe('an array as text', () => {
  for (const name of formatNames) {
    it(`has the words and brackets of its language: ${name}`, () => {
      const { matrix, vector, deep } = expected[name];
      assert.equal(written(name, [2, 3], special), matrix);
      assert.equal(written(name, [4], counted), vector);
      assert.equal(written(name, [2, 1, 2], counted), deep);
    });

    it(`reads back bit for bit: ${name}`, () => {
      const { languageId } = expected[name];
      fc.assert(
        fc.property(arrays, (array) => {
          // A line of one number is not read as an array.
          fc.pre(!isTable(name) || array.values.length > 1);
          const text = runToEnd(writeText(name, array, unlimited));
          const { logits } = runToEnd(readText(text, languageId));
          assert.deepEqual(logits.shape, shapeIn(name, array.shape), text);
          assert.deepEqual([...logits.values], [...array.values], text);
        }),
        { numRuns: 200 },
      );
    });
  }

  it('has a column for a matrix of one, where a list of rows would be a vector', () => {
    assert.equal(written('julia', [2, 1], [1, 2]), 'reshape(Float64[\n    1, 2\n], (2, 1))');
    assert.equal(written('matlab', [2, 1], [1, 2]), '[1;\n    2]');
  });

  it('has no whole number that a fixed-size integer could not hold', () => {
    const values = [2 ** 53 - 1, 2 ** 53, -1e20];
    assert.equal(written('json', [3], values), '[9007199254740991, 9.007199254740992e+15, -1e+20]');
  });

  it('is refused, and not begun, if there would be too much of it', () => {
    const long = named([1000, 1000], new Float64Array(1_000_000));
    for (const atMost of [1_999_999, 2_000_000]) {
      assert.throws(() => runToEnd(writeText('r', long, atMost)), {
        name: 'WritingError',
        message: /^As R, this has more than [\d,]+ characters\. Choose fewer cells/,
      });
    }
  });

  it('is written with pauses, so that it can be cancelled', () => {
    let last = 0;
    let pauses = 0;
    const job = writeText('json', named([1, 200_000], new Float64Array(200_000)), unlimited);
    for (let step = job.next(); !step.done; step = job.next()) {
      assert.ok(step.value >= last && step.value <= 1);
      last = step.value;
      pauses++;
    }
    assert.ok(pauses >= 8, `${pauses} pauses`);
  });
});
