import { JOE_KUO } from './joe-kuo.ts';
import { philox } from './philox.ts';
import { seedWords, unitInterval } from './uniform.ts';

/** Sobol dimensions there are; sources beyond them are drawn pseudo-randomly. */
export const SOBOL_DIMENSIONS = 1024;

const rows = JOE_KUO.split(' ');
const words = new Uint32Array(4);
const known = new Map<number, Uint32Array>();

/**
 * Direction numbers of one dimension (0 … 1023), shape [32], with the most significant digit of the
 * point in bit 0: bit-reversed, because the scrambling works from that end.
 * Source: S. Joe and F. Y. Kuo, "Constructing Sobol sequences with better two-dimensional
 * projections", SIAM J. Sci. Comput. 30 (2008), 2635–2654.
 */
export function directions(dimension: number): Uint32Array {
  let reversed = known.get(dimension);
  if (!reversed) {
    reversed = directionNumbers(dimension).map(reverseBits);
    known.set(dimension, reversed);
  }
  return reversed;
}

function directionNumbers(dimension: number): Uint32Array {
  const v = new Uint32Array(32);
  if (dimension === 0) {
    for (let i = 0; i < 32; i++) v[i] = 1 << (31 - i);
    return v;
  }
  const row = rows[dimension - 1];
  if (row === undefined)
    throw new RangeError(`There are ${SOBOL_DIMENSIONS} Sobol dimensions, not ${dimension + 1}.`);
  const [polynomial, ...initial] = row.split(',').map((digits) => Number.parseInt(digits, 36)) as [
    number,
    ...number[],
  ];
  const degree = initial.length;
  for (let i = 0; i < 32; i++) {
    if (i < degree) {
      v[i] = (initial[i] as number) << (31 - i);
      continue;
    }
    const back = v[i - degree] as number;
    let next = back ^ (back >>> degree);
    for (let k = 1; k < degree; k++)
      if ((polynomial >>> (degree - k)) & 1) next ^= v[i - k] as number;
    v[i] = next;
  }
  return v;
}

export function reverseBits(x: number): number {
  let y = ((x >>> 1) & 0x55555555) | ((x & 0x55555555) << 1);
  y = ((y >>> 2) & 0x33333333) | ((y & 0x33333333) << 2);
  y = ((y >>> 4) & 0x0f0f0f0f) | ((y & 0x0f0f0f0f) << 4);
  y = ((y >>> 8) & 0x00ff00ff) | ((y & 0x00ff00ff) << 8);
  return ((y >>> 16) | (y << 16)) >>> 0;
}

/**
 * Two words that scramble a source's points in a period (0 … 4095; 0 for what is drawn once): [of the
 * first 32 digits, of the 20 digits below]. Drawn from Philox at counters that no trial reaches.
 */
export function scrambleWords(
  seed: number,
  key: readonly [number, number],
  period: number,
): readonly [number, number] {
  const [k0, k1] = seedWords(seed);
  philox(words, 0xffffffff, 0xffffffff - period, key[0], key[1], k0, k1);
  return [words[0] as number, words[1] as number];
}

/**
 * Owen's nested uniform scrambling of a 32-digit number whose first digit is bit 0, by a hash in
 * which a digit depends on the digits before it alone.
 * Source: B. Burley, "Practical hash-based Owen scrambling", J. Comput. Graph. Tech. 9(4) (2020),
 * 1–20; the permutation is Laine and Karras's.
 */
function scramble(reversed: number, word: number): number {
  let x = (reversed + word) | 0;
  x ^= Math.imul(x, 0x6c50b47c);
  x ^= Math.imul(x, 0xb82f1e52);
  x ^= Math.imul(x, 0xc7afe638);
  x ^= Math.imul(x, 0x8d22f6e6);
  return x;
}

/** Digits below the 32nd: a hash of those above (MurmurHash3's finaliser). */
function digitsBelow(scrambled: number, word: number): number {
  let x = scrambled ^ word;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}

/**
 * Coordinate of scrambled Sobol point `trial` (0 … 2^53 − 1, taken modulo 2^32; natural order), in
 * (0, 1), with 52 digits: 32 of the scrambled sequence, 20 hashed from them.
 * v: directions(dimension); scrambles: scrambleWords(seed, key, period).
 */
export function sobol(v: Uint32Array, scrambles: readonly [number, number], trial: number): number {
  let x = 0;
  for (let n = trial >>> 0, i = 0; n !== 0; n >>>= 1, i++) if (n & 1) x ^= v[i] as number;
  const scrambled = scramble(x, scrambles[0]);
  return unitInterval(reverseBits(scrambled), digitsBelow(scrambled, scrambles[1]));
}
