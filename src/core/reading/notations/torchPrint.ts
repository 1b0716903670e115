import type { TableNotation } from '../notation.ts';

/** PyTorch and Torch7 before 0.4: columns, and the type and size below. */
export const torchPrint: TableNotation = {
  name: 'PyTorch print',
  languageIds: [],
  signs: /^\[torch\.[\w.]+ of size [\dx]+.*\]\s*$|^\[ (?:CPU|CUDA|MPS)\w*Type\{[\d,]*\} \]/m,
  nonFinite: { infinity: 'inf', nan: 'nan' },
  separator: 'blanks',
  ignored:
    /^(?:\[torch\..*\]|\[ (?:CPU|CUDA|MPS)\w*Type\{[\d,]*\} \].*|torch_tensor|Variable containing:|Parameter containing:)$/,
  columns: /^Columns (\d+) to (\d+)\s*$/,
  scale: /^1\.0+e([+-]\d+)\s*\*$/,
  single: 'vector',
};
