/** The notations that arrays are written in, and what people call them. */
export const formatTitles = {
  numpy: 'NumPy',
  pytorch: 'PyTorch',
  jax: 'JAX',
  json: 'JSON',
  csv: 'CSV',
  markdown: 'Markdown',
  latex: 'LaTeX',
  c: 'C',
  rust: 'Rust',
  julia: 'Julia',
  r: 'R',
  matlab: 'MATLAB',
} as const;

export type FormatName = keyof typeof formatTitles;
export const formatNames = Object.keys(formatTitles) as FormatName[];

/** The frameworks that tests are written in. */
export const testFrameworks = ['pytorch', 'jax', 'numpy'] as const satisfies readonly FormatName[];
export type TestFramework = (typeof testFrameworks)[number];
