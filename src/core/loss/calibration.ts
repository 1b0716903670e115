/** How far confidence and accuracy lie apart. */
export interface Calibration {
  /** The expected calibration error: the mean of |accuracy - confidence| of the bins, weighted by their rows. */
  readonly expectedError: number;
  /** Bins of equal width that rows fall into, by their confidence. */
  readonly bins: readonly CalibrationBin[];
}

interface CalibrationBin {
  /** Confidences above `from`, up to and including `to`. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly accuracy: number;
  readonly confidence: number;
}

/** As in the source: C. Guo et al., "On calibration of modern neural networks", arXiv:1706.04599, section 2. */
const binCount = 15;

/**
 * @param confidence NaN for rows without a softmax, which are in no bin.
 * @param rank of each row's target, from 0; negative for rows that do not count.
 */
export function calibrationOf(confidence: Float64Array, rank: Int32Array): Calibration {
  const count = new Float64Array(binCount);
  const right = new Float64Array(binCount);
  const confident = new Float64Array(binCount);
  rank.forEach((before, row) => {
    if (before < 0 || Number.isNaN(confidence[row])) return;
    const bin = Math.max(0, Math.ceil(confidence[row]! * binCount) - 1);
    count[bin]! += 1;
    right[bin]! += before === 0 ? 1 : 0;
    confident[bin]! += confidence[row]!;
  });
  const rows = count.reduce((sum, value) => sum + value, 0);
  const gaps = right.map((value, bin) => Math.abs(value - confident[bin]!));
  return {
    expectedError: gaps.reduce((sum, value) => sum + value, 0) / rows,
    bins: Array.from({ length: binCount }, (_, bin) => bin)
      .filter((bin) => count[bin]! > 0)
      .map((bin) => ({
        from: bin / binCount,
        to: (bin + 1) / binCount,
        count: count[bin]!,
        accuracy: right[bin]! / count[bin]!,
        confidence: confident[bin]! / count[bin]!,
      })),
  };
}
