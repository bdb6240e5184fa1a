import { seedWords, upperCounter } from '../random/uniform.ts';
import { layout, STAGED } from './kernels/constants.ts';
import { type Kernel, kernelInstance } from './kernels/instance.ts';

/**
 * The draws of a source for trials 0 … count − 1, as `uniform` makes them one by one: in (0, 1),
 * shape [count]. Staged in this thread's memory.
 */
export function uniforms(
  seed: number,
  key: readonly [number, number],
  count: number,
): Float64Array {
  const { kernels, reserve } = kernelInstance();
  const stage = new Float64Array(reserve(layout.REGISTERS as number), layout.STAGE, STAGED);
  const draw = kernels.uniform as Kernel;
  const [seed0, seed1] = seedWords(seed);
  const drawn = new Float64Array(count);
  for (let start = 0; start < count; start += STAGED) {
    const size = Math.min(STAGED, count - start);
    const pair = start / 2;
    const upper = upperCounter(pair, 0);
    draw(stage.byteOffset, pair, upper, key[0], key[1], seed0, seed1, 16 * Math.ceil(size / 2));
    drawn.set(stage.subarray(0, size), start);
  }
  return drawn;
}
