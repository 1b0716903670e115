export type Floats = Float64Array | Float32Array;

/** What an evaluation fills in. */
export interface Results<Values extends Floats = Floats> {
  readonly argmax: Int32Array;
  readonly confidence: Float64Array;
  /** N x C, if wanted. */
  readonly probabilities?: Values;
  /** For a batch with targets. */
  readonly losses?: LossResults<Values>;
}

export interface LossResults<Values extends Floats = Floats> {
  readonly lossPerRow: Float64Array;
  /** For class-index targets. */
  readonly targetProbability?: Float64Array;
  /** N x C, if wanted. */
  readonly gradient?: Values;
}
