import type { Candidate } from './candidate.ts';

/** `np.int64`, `"int32"`, `torch.long`, `LongTensor`, `Int32Array`. */
const integerType =
  /(?:^|\.)(?:u?int(?:p|_|c|8|16|32|64)?|U?[Ii]nt(?:8|16|32)Array|long(?:long)?|short|(?:Long|Int|Short)Tensor)$/;
const logicalType = /(?:^|\.)(?:bool_?|BoolTensor)$/;

/** What a conversion to a type makes of an array: nothing else, other values, or truth values. */
export function conversionOf(type: string, candidate: Candidate): 'none' | 'cut' | 'logical' {
  if (integerType.test(type)) {
    return candidate.array().values.every(Number.isInteger) ? 'none' : 'cut';
  }
  if (!logicalType.test(type)) return 'none';
  return candidate.array().values.every((value) => value === 0 || value === 1) ? 'none' : 'logical';
}
