import type { UniformSource } from '../language/graph.ts';
import { seedWords } from '../random/uniform.ts';
import { sobolDraws } from './draws.ts';
import { layout } from './kernels/constants.ts';
import { type Kernel, type KernelInstance, kernelInstance } from './kernels/instance.ts';
import type { RunSettings } from './types.ts';

/**
 * What puts a source's draws in a period (0 where it is drawn once) in the place of trial numbers that stand at an
 * address; as many bytes as are given, rounded up to 32. Returns how many are beyond the kernel's range: none of
 * those below 2³².
 */
export function drawsAt(
  { kernels, reserve }: KernelInstance,
  source: UniformSource,
  settings: RunSettings,
  period: number,
): (address: number, bytes: number) => number {
  const points = sobolDraws(source, settings, period);
  if (!points) {
    const [key0, key1] = source.key;
    const [seed0, seed1] = seedWords(settings.seed);
    const kernel = kernels.uniform_at as Kernel;
    return (at, bytes) => kernel(at, at, period, key0, key1, seed0, seed1, bytes);
  }
  const { directions, scrambles } = points;
  const [scramble, below] = scrambles;
  const place = layout.DIRECTIONS as number;
  const scratch = new Uint32Array(reserve(0), place, directions.length);
  const kernel = kernels.sobol_at as Kernel;
  return (at, bytes) => {
    scratch.set(directions);
    return kernel(at, at, place, scramble, below, bytes);
  };
}

/** The draws, shape of trials, of a source that is drawn once. */
export function drawColumn(
  source: UniformSource,
  settings: RunSettings,
  trials: Uint32Array,
): Float64Array {
  const instance = kernelInstance();
  const at = layout.REGISTERS as number;
  const length = 4 * Math.ceil(trials.length / 4);
  const numbers = new Float64Array(instance.reserve(at + 8 * length), at, length);
  numbers.set(trials);
  numbers.fill(0, trials.length);
  drawsAt(instance, source, settings, 0)(at, 8 * trials.length);
  return numbers.slice(0, trials.length);
}
