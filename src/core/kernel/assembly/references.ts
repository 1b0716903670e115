import { Batch } from './batch';
import { octavesLimit, octavesShared, referencesFor } from './floatTypes';
import { groupAt, largest, reference } from './workspace';

/**
 * Chooses a reference for each row of the group, from its largest logit: the highest one for all, if that can be, which
 * lets their exponentials be computed in one go.
 *
 * @returns the one for all, or NaN if each has its own
 */
export function chooseReferences<T>(batch: Batch, rows: i32, workspace: usize): f64 {
  const group = workspace + groupAt;
  const end = group + (<usize>rows << 3);
  // The neighbour of an odd last row is like it.
  store<f64>(end + largest, load<f64>(end + largest - 8));
  let highest = f64x2.splat(-Infinity);
  let lowest = f64x2.splat(Infinity);
  for (let at = group; at < end; at += 16) {
    const references = referencesFor<T>(batch, v128.load(at + largest));
    v128.store(at + reference, references);
    highest = f64x2.pmax(highest, references);
    lowest = f64x2.pmin(lowest, references);
  }
  const top = max(f64x2.extract_lane(highest, 0), f64x2.extract_lane(highest, 1));
  const bottom = min(f64x2.extract_lane(lowest, 0), f64x2.extract_lane(lowest, 1));
  // A row beyond the limits has to keep its reference, by which it is refused.
  if (bottom <= -octavesLimit<T>() || top >= octavesLimit<T>() || top - bottom > octavesShared<T>()) return NaN;
  for (let at = group; at < end; at += 16) v128.store(at + reference, f64x2.splat(top));
  return top;
}
