import { uniform } from '../random/uniform.ts';

/** Reserved source of permutations: no scenario can name it. */
const PERMUTATIONS = 0xdec1de01;

/**
 * A random order of 0 … count − 1, the same for the same seed and stream.
 * Source: Durstenfeld, Algorithm 235: Random Permutation (1964).
 */
export function permutation(count: number, seed: number, stream: number): Uint32Array {
  const places = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i -= 1) {
    const j = Math.floor(uniform(seed, [PERMUTATIONS, stream], i, 0) * (i + 1));
    const moved = places[i] as number;
    places[i] = places[j] as number;
    places[j] = moved;
  }
  return places;
}
