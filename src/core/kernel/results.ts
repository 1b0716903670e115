/** What an evaluation fills in. */
export interface Results {
  readonly argmax: Int32Array;
  readonly confidence: Float64Array;
  /** N x C, if wanted. */
  readonly probabilities?: Float64Array;
  /** For a batch with targets. */
  readonly losses?: LossResults;
}

export interface LossResults {
  readonly lossPerRow: Float64Array;
  /** For class-index targets. */
  readonly targetProbability?: Float64Array;
  /** N x C, if wanted. */
  readonly gradient?: Float64Array;
}
