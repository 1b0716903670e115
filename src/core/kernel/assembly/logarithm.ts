import { multiplyAdd } from './lanes';

/** The coefficients of fdlibm's log, and ln 2 in two parts (Sun Microsystems, e_log.c, 1993). */
const constants: usize = memory.data<f64>([
  6.666666666666735130e-1, 3.999999999940941908e-1, 2.857142874366239149e-1, 2.222219843214978396e-1,
  1.818357216161805012e-1, 1.531383769920937332e-1, 1.479819860511658591e-1, 6.93147180369123816490e-1,
  1.90821492927058770002e-10, 1, 2, 0.5, 4_503_599_627_370_496,
]);

// @ts-ignore: decorator
@inline
function constant(index: usize): v128 {
  return v128.load64_splat(constants + (index << 3));
}

/** sqrt(1/2), as its bits: logarithms are taken of numbers from there to its double. */
const bits: usize = memory.data<u64>([0x3fe6a09e667f3bcd]);

/** log(1 + high + low) for high >= 0, where low is a rest of high, within an ulp. `inverse` is about 1 / (1 + high). */
// @ts-ignore: decorator
@inline
export function logOnePlus(high: v128, low: v128, inverse: v128): v128 {
  const one = constant(9);
  const u = f64x2.add(one, high);
  // Exact, since u is not less than 1.
  const lost = f64x2.sub(high, f64x2.sub(u, one));
  const rest = f64x2.mul(f64x2.add(lost, low), inverse);
  const octave = i64x2.shr_u(i64x2.sub(u, v128.load64_splat(bits)), 52);
  const f = f64x2.sub(i64x2.sub(u, i64x2.shl(octave, 52)), one);
  const octaves = f64x2.sub(v128.or(octave, constant(12)), constant(12));
  const s = f64x2.div(f, f64x2.add(f, constant(10)));
  const s2 = f64x2.mul(s, s);
  const s4 = f64x2.mul(s2, s2);
  const even = multiplyAdd(s4, multiplyAdd(s4, constant(5), constant(3)), constant(1));
  let odd = multiplyAdd(s4, constant(6), constant(4));
  odd = multiplyAdd(s4, multiplyAdd(s4, odd, constant(2)), constant(0));
  const series = multiplyAdd(s4, even, f64x2.mul(s2, odd));
  const halfSquare = f64x2.mul(constant(11), f64x2.mul(f, f));
  const lows = multiplyAdd(octaves, constant(8), rest);
  const tail = multiplyAdd(s, f64x2.add(halfSquare, series), lows);
  return multiplyAdd(octaves, constant(7), f64x2.add(f64x2.sub(tail, halfSquare), f));
}
