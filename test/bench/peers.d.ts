/**
 * As much of the peers' interfaces as the bench uses, so that its types are checked where the peers are
 * not installed.
 */
declare module 'ml-matrix' {
  export class Matrix {
    readonly rows: number;
    static from1DArray(rows: number, columns: number, values: ArrayLike<number>): Matrix;
    get(row: number, column: number): number;
    set(row: number, column: number, value: number): this;
    maxRowIndex(row: number): [row: number, column: number];
    clone(): Matrix;
    subColumnVector(vector: readonly number[]): this;
    divColumnVector(vector: readonly number[]): this;
    exp(): this;
    sum(by: 'row'): number[];
    to1DArray(): number[];
  }
}

declare module '@tensorflow/tfjs' {
  export interface Tensor {
    dispose(): void;
    dataSync(): Float32Array | Int32Array;
  }
  export function setBackend(name: string): Promise<boolean>;
  export function tensor2d(values: ArrayBufferView, shape: [number, number]): Tensor;
  export function oneHot(indices: Int32Array, depth: number): Tensor;
  export function argMax(tensor: Tensor, axis: number): Tensor;
  export function tidy<Result>(run: () => Result): Result;
  export function valueAndGrad(
    run: (tensor: Tensor) => Tensor,
  ): (tensor: Tensor) => { value: Tensor; grad: Tensor };
  export const losses: { softmaxCrossEntropy(targets: Tensor, logits: Tensor): Tensor };
}

declare module '@tensorflow/tfjs-backend-wasm';

declare module 'onnxruntime-node' {
  export class Tensor {
    readonly data: Float64Array | Float32Array | BigInt64Array;
    constructor(type: string, data: Tensor['data'], shape: readonly number[]);
  }
  type Tensors = Readonly<Record<string, Tensor>>;
  export class InferenceSession {
    static create(
      model: Uint8Array,
      options: {
        intraOpNumThreads: number;
        interOpNumThreads: number;
        graphOptimizationLevel: 'all';
      },
    ): Promise<InferenceSession>;
    run(inputs: Tensors, outputs: Tensors): Promise<Tensors>;
    release(): Promise<void>;
  }
}

declare module 'd3-dsv' {
  export function csvParseRows<Row>(
    text: string,
    map: (row: string[], index: number) => Row | null,
  ): Row[];
}

declare module 'udsv' {
  interface Schema {
    readonly cols: readonly object[];
  }
  export function inferSchema(text: string): Schema;
  export function initParser(schema: Schema): { typedArrs(text: string): number[][] };
}

declare module 'papaparse' {
  const papa: {
    parse(text: string, options: { dynamicTyping: boolean }): { data: number[][] };
  };
  export default papa;
}
