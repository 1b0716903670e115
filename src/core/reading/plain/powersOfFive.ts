/** The powers of ten that a double can have, with any 19 digits before it. */
const least = -342;
const greatest = 308;
const bits = 128n;

let table: BigUint64Array | undefined;

/**
 * The most significant 128 bits of 5^-342 to 5^308, the upper half of each first. Positive powers are cut off,
 * negative ones are rounded up where they may be exact reciprocals, as D. Lemire has them (Number Parsing at a
 * Gigabyte per Second, Software: Practice and Experience 51(8), 2021, section 5).
 */
export function powersOfFive(): BigUint64Array {
  table ??= makeTable();
  return table;
}

function makeTable(): BigUint64Array {
  const made = new BigUint64Array(2 * (greatest - least + 1));
  const put = (power: number, significand: bigint): void => {
    const entry = 2 * (power - least);
    made[entry] = significand >> 64n;
    made[entry + 1] = BigInt.asUintN(64, significand);
  };
  let power = 1n;
  // How many bits the power takes.
  let length = 1n;
  for (let exponent = 0; exponent <= -least; exponent++) {
    while (power >> length > 0n) length++;
    if (exponent <= greatest) {
      put(exponent, length <= bits ? power << (bits - length) : power >> (length - bits));
    }
    if (exponent > 0) {
      const reciprocal = (1n << (length + bits - 1n)) / power;
      put(-exponent, exponent <= 27 ? reciprocal + 1n : reciprocal);
    }
    power *= 5n;
  }
  return made;
}
