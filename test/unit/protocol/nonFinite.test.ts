import fc from 'fast-check';
import assert from 'node:assert/strict';
import { unwrapNonFinite, wrapNonFinite } from '../../../src/protocol/nonFinite.ts';

describe('a message that travels as JSON', () => {
  it('keeps every number', () => {
    const number = fc.oneof(
      fc.double().map((x) => x + 0),
      fc.constantFrom(NaN, Infinity, -Infinity),
    );
    const { message } = fc.letrec((tie) => ({
      message: fc.oneof(
        { depthSize: 'small' },
        number,
        fc.string(),
        fc.constantFrom(null, true),
        fc.array(tie('message')),
        fc.dictionary(
          fc.string().filter((key) => key !== 'nonFinite' && key !== '__proto__'),
          tie('message'),
          { noNullPrototype: true },
        ),
      ),
    }));
    fc.assert(
      fc.property(message, (sent) => {
        const arrived: unknown = JSON.parse(JSON.stringify(wrapNonFinite(sent)));
        assert.deepEqual(unwrapNonFinite(arrived), sent);
      }),
    );
  });

  it('keeps typed arrays as they are', () => {
    const values = Float64Array.of(NaN, 1);
    assert.deepEqual(wrapNonFinite({ values }), { values });
    assert.deepEqual(unwrapNonFinite({ values }), { values });
  });
});
