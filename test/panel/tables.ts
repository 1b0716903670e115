import type { RowDetail } from '../../src/protocol/compute.ts';

/** Logits and targets of which any row can be had without the others, so that a table may be huge. */
export interface Table {
  readonly rows: number;
  readonly classes: number;
  readonly logit: (row: number, column: number) => number;
  /** A class index, or one probability per class; absent for a table without targets. */
  readonly target?: (row: number) => number | Float64Array;
}

export type TableName = keyof typeof tables;

function small(values: number[][], targets?: number[] | number[][]): Table {
  return {
    rows: values.length,
    classes: values[0]?.length ?? 0,
    logit: (row, column) => values[row]?.[column] ?? Number.NaN,
    ...(targets && {
      target: (row: number) => {
        const target = targets[row] ?? 0;
        return typeof target === 'number' ? target : Float64Array.from(target);
      },
    }),
  };
}

/** Numbers that look like logits, always the same ones. */
function varied(rows: number, classes: number): Table {
  const hash = (row: number, column: number): number => {
    const mixed = Math.imul(row * 7919 + column + 1, 2654435761) >>> 0;
    return ((mixed ^ (mixed >>> 15)) % 65536) / 65536;
  };
  return {
    rows,
    classes,
    logit: (row, column) => {
      const confidence = column === row % classes ? 3 : 0;
      return Math.round((confidence + 4 * hash(row, column) - 2) * 1e4) / 1e4;
    },
    target: (row) => (row % 5 === 4 ? (row + 1) % classes : row % classes),
  };
}

export const tables = {
  example: small(
    [
      [1, 2, 3, 5],
      [4, 5, 2, 3],
    ],
    [3, 1],
  ),
  withoutTargets: small([
    [1, 2, 3, 5],
    [4, 5, 2, 3],
  ]),
  wrong: small(
    [
      [1, 2, 3, 5],
      [4, 5, 2, 3],
    ],
    [3, 0],
  ),
  soft: small(
    [
      [1, 2, 3],
      [0.5, -0.25, 0.125],
    ],
    [
      [0.1, 0.2, 0.7],
      [0.5, 0.25, 0.25],
    ],
  ),
  ignored: small(
    [
      [1, 2, 3],
      [0.5, -0.25, 0.125],
    ],
    [2, -100],
  ),
  notFinite: small(
    [
      [Number.NaN, 2, 3, 5],
      [Infinity, 5, 2, 3],
      [-Infinity, 5, 2, -0],
    ],
    [3, 1, 0],
  ),
  oneRow: small([[1000, 0, -1000]], [1]),
  oneClass: small([[3], [-2], [0.5]], [0, 0, 0]),
  batch: varied(32, 10),
  thousandClasses: varied(16, 1000),
  vocabulary: varied(32, 50_257),
  millionRows: varied(1_000_000, 10),
  millionClasses: varied(1, 1_000_000),
} satisfies Record<string, Table>;

const evaluatedRows = new Map<string, RowDetail>();

/** A row's results. The latest ones are kept, since a wide row is asked for in many windows. */
export function evaluateTableRow(name: TableName, row: number): RowDetail {
  const key = `${name} ${row}`;
  const kept = evaluatedRows.get(key);
  if (kept) return kept;
  const detail = evaluateRow(tables[name], row);
  if (evaluatedRows.size >= 64) evaluatedRows.clear();
  evaluatedRows.set(key, detail);
  return detail;
}

/** By the textbook's formulas, reduced by the sum. */
function evaluateRow(table: Table, row: number): RowDetail {
  const logits = Float64Array.from({ length: table.classes }, (_, c) => table.logit(row, c));
  const argmax = findArgmax(logits);
  const greatest = logits[argmax] ?? Number.NaN;
  const exponentials = logits.map((z) => Math.exp(z - greatest));
  const others = exponentials.reduce((sum, e, c) => (c === argmax ? sum : sum + e), 0);
  const probabilities = exponentials.map((e) => e / (1 + others));
  const lossIfTarget = logits.map((z) => greatest - z + Math.log1p(others));
  const target = table.target?.(row);
  const common = { argmax, logits, probabilities, lossIfTarget };
  if (target === undefined) {
    return { ...common, target: null, targetProbabilities: null, loss: null, gradient: null };
  }
  if (typeof target !== 'number') {
    return {
      ...common,
      target: null,
      targetProbabilities: target,
      loss: target.reduce((sum, q, c) => sum + q * (lossIfTarget[c] ?? 0), 0),
      gradient: probabilities.map((p, c) => p - (target[c] ?? 0)),
    };
  }
  const isIgnored = target < 0;
  const otherProbability = probabilities.reduce((sum, p, c) => (c === target ? sum : sum + p), 0);
  return {
    ...common,
    target,
    targetProbabilities: null,
    loss: isIgnored ? 0 : (lossIfTarget[target] ?? Number.NaN),
    gradient: probabilities.map((p, c) => (isIgnored ? 0 : c === target ? -otherProbability : p)),
  };
}

function findArgmax(values: Float64Array): number {
  let best = 0;
  for (let c = 0; c < values.length; c++) {
    const value = values[c] ?? 0;
    if (Number.isNaN(value)) return c;
    if (value > (values[best] ?? 0)) best = c;
  }
  return best;
}
