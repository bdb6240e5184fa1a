import { philox } from './philox.ts';

const words = new Uint32Array(4);
const TWO_32 = 4294967296;
const UNIT = 1 / 4503599627370496;

/** u = (b + ½)·2⁻⁵² for a 52-bit b: exact, strictly between 0 and 1. `high`, `low`: its 64-bit word. */
export function unitInterval(high: number, low: number): number {
  return ((high >>> 0) * 1048576 + (low >>> 12) + 0.5) * UNIT;
}

/** A seed's low and high words: the Philox key. */
export function seedWords(seed: number): readonly [number, number] {
  return [seed >>> 0, Math.floor(seed / TWO_32) >>> 0];
}

/**
 * The uniform draw of a source for one trial and period, in (0, 1).
 * seed, trial: integers, 0 … 2^53 − 1; period: 0 … 4095 (0 for what is drawn once per trial);
 * key: the source's two words.
 *
 * The Philox counter is (low 32 bits of ⌊trial/2⌋, its upper 20 bits and the period's 12, key₀, key₁),
 * the key is the seed. An even trial takes words 1:0 of the answer, an odd one words 3:2. So any draw
 * can be made alone, in any order, and a new source changes no other's draws.
 */
export function uniform(
  seed: number,
  key: readonly [number, number],
  trial: number,
  period: number,
): number {
  const pair = Math.floor(trial / 2);
  const [k0, k1] = seedWords(seed);
  philox(words, pair >>> 0, upperCounter(pair, period), key[0], key[1], k0, k1);
  return trial % 2 === 0
    ? unitInterval(words[1] as number, words[0] as number)
    : unitInterval(words[3] as number, words[2] as number);
}

/** Second counter word of ⌊trial/2⌋ and a period. */
export function upperCounter(pair: number, period: number): number {
  return (Math.floor(pair / TWO_32) * 4096 + period) >>> 0;
}
