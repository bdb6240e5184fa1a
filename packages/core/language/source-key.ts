import { sha256Hex } from '../text/hash.ts';

/**
 * The 64-bit key of a source of random numbers, as two unsigned 32-bit words: the first eight bytes of
 * the SHA-256 of its name. It depends on the name alone, so that other sources can come and go.
 */
export function sourceKey(name: string): readonly [number, number] {
  const digest = sha256Hex(name);
  return [Number.parseInt(digest.slice(0, 8), 16), Number.parseInt(digest.slice(8, 16), 16)];
}
