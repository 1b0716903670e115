import assert from 'node:assert/strict';
import { selectClasses } from '../../../../src/panel/row/classSelection.ts';

describe('the classes of a row that are shown first', () => {
  it('are all of them if they are few', () => {
    const { classes, rest } = selectClasses(Float64Array.of(0.2, 0.5, 0.3), [0]);
    assert.deepEqual(classes, [0, 1, 2]);
    assert.equal(rest, null);
  });

  const many = Float64Array.from({ length: 1000 }, (_, index) => ((index * 37) % 1000) / 499_500);

  it('are the twenty most probable, the most probable first', () => {
    const { classes } = selectClasses(many, []);
    const order = Array.from(many.keys()).sort((a, b) => (many[b] ?? 0) - (many[a] ?? 0));
    assert.deepEqual(classes, order.slice(0, 20));
  });

  it('have the target among them, and the rest counted and summed', () => {
    const { classes, rest } = selectClasses(many, [0]);
    assert.equal(classes.length, 21);
    assert.equal(classes.at(-1), 0);
    assert.ok(rest);
    assert.equal(rest.count, 979);
    const shown = classes.reduce((sum, index) => sum + (many[index] ?? 0), 0);
    assert.ok(Math.abs(shown + rest.probability - 1) < 1e-12);
  });

  it('do not repeat the target, and leave out one that is no class', () => {
    const top = selectClasses(many, []).classes[3] ?? -1;
    assert.equal(selectClasses(many, [top]).classes.length, 20);
    assert.equal(selectClasses(many, [-100]).classes.length, 20);
  });

  it('begin with NaN, as argmax does, and with the first of equals', () => {
    const equal = new Float64Array(50).fill(0.02);
    equal[7] = NaN;
    assert.deepEqual(selectClasses(equal, []).classes.slice(0, 4), [7, 0, 1, 2]);
  });
});
