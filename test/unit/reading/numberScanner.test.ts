import assert from 'node:assert/strict';
import { NumberScanner } from '../../../src/core/reading/text/numberScanner.ts';

/** What a scanner makes of a text: the value, what is left, and whether any notation reads it so. */
function scanned(text: string, underscoresSeparate = true): object | undefined {
  const scanner = new NumberScanner(underscoresSeparate);
  if (!scanner.scan(text, 0)) return undefined;
  return { value: scanner.value, rest: text.slice(scanner.end), plain: scanner.plain };
}

const plain: Readonly<Record<string, number>> = {
  '0': 0,
  '007': 7,
  '1.': 1,
  '.5': 0.5,
  '6.02e+23': 6.02e23,
  '1E-3': 0.001,
  '0.1': 0.1,
  '123456789012345': 123456789012345,
  '9007199254740993': 9007199254740992,
  '0.1000000000000000055511151231257827': 0.1,
  '1.7976931348623157e308': Number.MAX_VALUE,
  '1e400': Infinity,
  '4.9406564584124654e-324': 5e-324,
  '2.2250738585072011e-308': 2.225073858507201e-308,
  '1e-99999999999999999999': 0,
  '1d0': 1,
  '2.5D-3': 0.0025,
};

const ofLanguages: Readonly<Record<string, number>> = {
  '1_000.5': 1000.5,
  "1'000'000": 1e6,
  '1e1_0': 1e10,
  '1.5f': 1.5,
  '7.F': 7,
  '2f32': 2,
  '0.0_f32': 0,
  '3f0': 3,
  '2.5f-3': 0.0025,
  '2.0L': 2,
  '10ull': 10,
  '1u8': 1,
  '5n': 5,
  '1.5m': 1.5,
  '1.0_dp': 1,
  '0x1F': 31,
  '0xFFu': 255,
  '0x1.8p3': 12,
  '0x1p-2f': 0.25,
  '0b101': 5,
  '0o17': 15,
};

describe('the number scanner', () => {
  for (const [text, value] of Object.entries(plain)) {
    it(`reads ${text}`, () => {
      assert.deepEqual(scanned(text), { value, rest: '', plain: true });
    });
  }

  for (const [text, value] of Object.entries(ofLanguages)) {
    it(`reads ${text}, which takes a programming language`, () => {
      assert.deepEqual(scanned(text), { value, rest: '', plain: false });
    });
  }

  for (const text of [
    '',
    '.',
    'e5',
    '1.2.3',
    '1abc',
    '1__',
    '1.5i',
    '1.0_foo',
    '2.0_f32.sqrt',
    '0x',
    '1..2',
  ]) {
    it(`reads nothing in ${JSON.stringify(text)}`, () => {
      assert.equal(scanned(text), undefined);
    });
  }

  it('stops behind the number', () => {
    assert.deepEqual(scanned('12.5, 3'), { value: 12.5, rest: ', 3', plain: true });
    assert.deepEqual(scanned('1e5]'), { value: 1e5, rest: ']', plain: true });
  });

  it('takes what follows an underscore for the kind, in Fortran', () => {
    assert.deepEqual(scanned('1.0_8', false), { value: 1, rest: '', plain: false });
    assert.deepEqual(scanned('1.0_8'), { value: 1.08, rest: '', plain: false });
  });

  it('multiplies by a power of ten without rounding twice', () => {
    const scanner = new NumberScanner();
    for (const [text, shift] of [
      ['1.2500', 4],
      ['0.0007', 4],
      ['1.7', -3],
      ['123.456789', 30],
    ] as const) {
      assert.ok(scanner.scan(text, 0, shift));
      assert.equal(scanner.value, Number(`${text}e${shift}`));
    }
  });
});
