import assert from 'node:assert/strict';
import {
  changesOfRow,
  countChanges,
  type EvaluatedRow,
  logitsUnder,
  targetUnder,
  withLogit,
  withoutLogit,
  withoutRow,
  withTarget,
} from '../../../../src/panel/row/changes.ts';
import { type Changes, noChanges } from '../../../../src/protocol/schemas.ts';
import { evaluateTableRow } from '../../../panel/tables.ts';

/** Logits 1, 2, 3, 5; target 3. */
const row: EvaluatedRow = {
  row: 0,
  values: evaluateTableRow('example', 0),
  changes: noChanges,
};
const logit = (column: number, value: number, was: number) => ({ row: 0, column, value, was });

describe('changes that are tried out', () => {
  it('keep what they replace', () => {
    const changes = withTarget(withLogit(noChanges, row, 1, 7), row, 0);
    assert.deepEqual(changes, {
      logits: [logit(1, 7, 2)],
      targets: [{ row: 0, target: 0, was: 3 }],
    });
    assert.equal(countChanges(changes), 2);
  });

  it('replace an earlier one of the same number, and keep what that replaced', () => {
    const changes = withLogit(withLogit(noChanges, row, 1, 7), row, 1, 8);
    assert.deepEqual(changes.logits, [logit(1, 8, 2)]);
  });

  it('are none when they lead back', () => {
    const changes = withTarget(withLogit(noChanges, row, 1, 7), row, 0);
    assert.deepEqual(withTarget(withLogit(changes, row, 1, 2), row, 3), noChanges);
  });

  it('tell zero from minus zero, and know NaN', () => {
    const zeros: EvaluatedRow = {
      ...row,
      values: { ...row.values, logits: Float64Array.of(0, NaN) },
    };
    assert.deepEqual(withLogit(noChanges, zeros, 0, -0).logits, [logit(0, -0, 0)]);
    assert.deepEqual(withLogit(noChanges, zeros, 1, NaN), noChanges);
  });

  it('know what they replace also when the row was evaluated under a change that is reset by now', () => {
    const changes: Changes = {
      logits: [logit(1, 7, 2)],
      targets: [{ row: 0, target: 0, was: 3 }],
    };
    const changed: EvaluatedRow = {
      ...row,
      values: { ...row.values, logits: Float64Array.of(1, 7, 3, 5), target: 0 },
      changes,
    };
    assert.deepEqual(withLogit(noChanges, changed, 1, 9).logits, [logit(1, 9, 2)]);
    assert.deepEqual(withTarget(noChanges, changed, 1).targets, [{ row: 0, target: 1, was: 3 }]);
    assert.deepEqual([...logitsUnder(changed, noChanges)], [1, 2, 3, 5]);
    assert.equal(targetUnder(changed, noChanges), 3);
  });

  it('are seen before the row is evaluated under them', () => {
    const changes = withTarget(withLogit(noChanges, row, 1, 7), row, 0);
    assert.deepEqual([...logitsUnder(row, changes)], [1, 7, 3, 5]);
    assert.equal(targetUnder(row, changes), 0);
  });

  it('are reset by row or one by one', () => {
    const other = { row: 1, column: 0, value: 1, was: 0 };
    const changes: Changes = { logits: [logit(1, 7, 2), logit(2, 7, 3), other], targets: [] };
    assert.deepEqual(withoutRow(changes, 0).logits, [other]);
    assert.deepEqual(changesOfRow(changes, 1).logits, [other]);
    assert.deepEqual(withoutLogit(changes, 0, 1).logits, [logit(2, 7, 3), other]);
  });
});
