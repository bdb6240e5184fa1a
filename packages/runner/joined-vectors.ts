import { setFlagsFromString } from 'node:v8';

/** The V8 under which the simulation's tests pass with vectors joined: `npm test` runs them so too. */
export const TESTED_V8 = '13.6.233.17-node.53';
export const JOINING = '--experimental-wasm-revectorize';

/**
 * Lets V8 join two vectors of the kernels that lie side by side to one of twice the width, where the processor has
 * those (AVX2): the same operations on the same numbers. It is an experiment of V8's, so it is left off under any
 * other V8 than the one tested, and nothing but the kernels has vectors side by side (docs/adr/0009). To be called
 * before kernels have run often enough to be optimised; it holds for the whole process.
 */
export function joinVectors(): void {
  if (process.versions.v8 === TESTED_V8) setFlagsFromString(JOINING);
}
