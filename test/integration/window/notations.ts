/** One file of each language: what a person would select in it, and what that says. */
export interface NotationFile {
  /** What VS Code calls the language in the status bar. */
  readonly language: string;
  readonly name: string;
  readonly text: string;
  readonly selected: string;
  readonly shape: string;
  readonly values: readonly number[];
}

const shape = '2 rows × 3 classes';

export const notationFiles: readonly NotationFile[] = [
  {
    language: 'Python',
    name: 'python.py',
    text: 'z = np.array([[1.5, -2, float("-inf")], # was [9, 9]\n              [1_000, .25, 1e-3]], dtype=np.float32)\n',
    selected:
      'np.array([[1.5, -2, float("-inf")], # was [9, 9]\n              [1_000, .25, 1e-3]], dtype=np.float32)',
    shape,
    values: [1.5, -2, -Infinity, 1000, 0.25, 0.001],
  },
  {
    language: 'Plain Text',
    name: 'print.txt',
    text: 'out:\n[[ 1.5  -2.     inf]\n [ 0.    0.25   1. ]]\n',
    selected: '[[ 1.5  -2.     inf]\n [ 0.    0.25   1. ]]',
    shape,
    values: [1.5, -2, Infinity, 0, 0.25, 1],
  },
  {
    language: 'JavaScript',
    name: 'script.js',
    text: 'const z = [\n  [1.5, -2, Infinity], // first\n  [0x10, 0.25, 1],\n];\n',
    selected: '[\n  [1.5, -2, Infinity], // first\n  [0x10, 0.25, 1],\n]',
    shape,
    values: [1.5, -2, Infinity, 16, 0.25, 1],
  },
  {
    language: 'TypeScript',
    name: 'typed.ts',
    text: 'const z: number[][] = [[1.5, -2, 3], [0, 0.25, 1_000]] as const;\n',
    selected: 'const z: number[][] = [[1.5, -2, 3], [0, 0.25, 1_000]] as const;',
    shape,
    values: [1.5, -2, 3, 0, 0.25, 1000],
  },
  {
    language: 'JSON',
    name: 'object.json',
    text: '{"name": "run 7", "logits": [[1.5, -2, 3], [0, 0.25, 1e3]]}\n',
    selected: '{"name": "run 7", "logits": [[1.5, -2, 3], [0, 0.25, 1e3]]}',
    shape,
    values: [1.5, -2, 3, 0, 0.25, 1000],
  },
  {
    language: 'JSON Lines',
    name: 'lines.jsonl',
    text: '[1.5, -2, 3]\n[0, 0.25, 1]\n',
    selected: '[1.5, -2, 3]\n[0, 0.25, 1]',
    shape,
    values: [1.5, -2, 3, 0, 0.25, 1],
  },
  {
    language: 'C',
    name: 'c.c',
    text: 'float z[2][3] = {{1.5f, -2.0f, INFINITY}, {0, .25f, 1}};\n',
    selected: 'float z[2][3] = {{1.5f, -2.0f, INFINITY}, {0, .25f, 1}};',
    shape,
    values: [1.5, -2, Infinity, 0, 0.25, 1],
  },
  {
    language: 'C++',
    name: 'plus.cpp',
    text: 'const double z[2][3] = {{1.5, -2.0L, 3}, {0, .25, std::numeric_limits<double>::infinity()}};\n',
    selected: '{{1.5, -2.0L, 3}, {0, .25, std::numeric_limits<double>::infinity()}}',
    shape,
    values: [1.5, -2, 3, 0, 0.25, Infinity],
  },
  {
    language: 'C#',
    name: 'sharp.cs',
    text: 'var z = new double[,] { { 1.5, -2, 3 }, { 0, 0.25, double.NegativeInfinity } };\n',
    selected: 'new double[,] { { 1.5, -2, 3 }, { 0, 0.25, double.NegativeInfinity } }',
    shape,
    values: [1.5, -2, 3, 0, 0.25, -Infinity],
  },
  {
    language: 'Java',
    name: 'Java.java',
    text: 'double[][] z = {{1.5d, -2, 3}, {0, 0.25, Double.POSITIVE_INFINITY}};\n',
    selected: 'double[][] z = {{1.5d, -2, 3}, {0, 0.25, Double.POSITIVE_INFINITY}};',
    shape,
    values: [1.5, -2, 3, 0, 0.25, Infinity],
  },
  {
    language: 'Go',
    name: 'go.go',
    text: 'var z = [][]float64{{1.5, -2, 3}, {0, 0.25, 1}}\n',
    selected: '[][]float64{{1.5, -2, 3}, {0, 0.25, 1}}',
    shape,
    values: [1.5, -2, 3, 0, 0.25, 1],
  },
  {
    language: 'Rust',
    name: 'rust.rs',
    text: 'let z = vec![vec![1.5_f64, -2.0, 3.0], vec![0.0, 0.25, f64::INFINITY]];\n',
    selected: 'vec![vec![1.5_f64, -2.0, 3.0], vec![0.0, 0.25, f64::INFINITY]]',
    shape,
    values: [1.5, -2, 3, 0, 0.25, Infinity],
  },
  {
    language: 'Swift',
    name: 'swift.swift',
    text: 'let z: [[Double]] = [[1.5, -2, 3], [0, 0.25, -.infinity]]\n',
    selected: '[[1.5, -2, 3], [0, 0.25, -.infinity]]',
    shape,
    values: [1.5, -2, 3, 0, 0.25, -Infinity],
  },
  {
    language: 'Julia',
    name: 'julia.jl',
    text: 'z = [1.5 -2.0 3.0; 0.0 0.25 -Inf]\n',
    selected: '[1.5 -2.0 3.0; 0.0 0.25 -Inf]',
    shape,
    values: [1.5, -2, 3, 0, 0.25, -Infinity],
  },
  {
    language: 'R',
    name: 'r.r',
    text: 'z <- matrix(c(1.5, 0, -2, 0.25, 3, 1), nrow = 2)\n',
    selected: 'matrix(c(1.5, 0, -2, 0.25, 3, 1), nrow = 2)',
    shape,
    values: [1.5, -2, 3, 0, 0.25, 1],
  },
  {
    language: 'LaTeX',
    name: 'latex.tex',
    text: '\\begin{pmatrix} 1.5 & -2 & 3 \\\\ 0 & 0.25 & 1 \\end{pmatrix}\n',
    selected: '\\begin{pmatrix} 1.5 & -2 & 3 \\\\ 0 & 0.25 & 1 \\end{pmatrix}',
    shape,
    values: [1.5, -2, 3, 0, 0.25, 1],
  },
  {
    language: 'Markdown',
    name: 'markdown.md',
    text: '| cat | dog | owl |\n| --- | --- | --- |\n| 1.5 | -2 | 3 |\n| 0 | 0.25 | 1 |\n',
    selected: '| cat | dog | owl |\n| --- | --- | --- |\n| 1.5 | -2 | 3 |\n| 0 | 0.25 | 1 |',
    shape,
    values: [1.5, -2, 3, 0, 0.25, 1],
  },
  {
    language: 'Plain Text',
    name: 'table.csv',
    text: 'cat,dog,owl\n1.5,-2,3\n0,0.25,1\n',
    selected: 'cat,dog,owl\n1.5,-2,3\n0,0.25,1',
    shape,
    values: [1.5, -2, 3, 0, 0.25, 1],
  },
  {
    language: 'Plain Text',
    name: 'matlab.m',
    text: 'z = [1.5, -2, ... continued\n     3; 0 .25 1]; % two rows\n',
    selected: '[1.5, -2, ... continued\n     3; 0 .25 1]',
    shape,
    values: [1.5, -2, 3, 0, 0.25, 1],
  },
  {
    language: 'Plain Text',
    name: 'fortran.f90',
    text: 'z = reshape([1.5d0, 0d0, -2d0, 0.25d0, 3d0, 1d0], [2, 3])\n',
    selected: 'reshape([1.5d0, 0d0, -2d0, 0.25d0, 3d0, 1d0], [2, 3])',
    shape,
    values: [1.5, -2, 3, 0, 0.25, 1],
  },
];
