import type { UniformSource } from '../language/graph.ts';
import { seedWords, upperCounter } from '../random/uniform.ts';
import type { Bench } from './bench.ts';
import { drawsOf, type SobolDraws, sobolDraws } from './draws.ts';
import { drawsAt } from './draws-at.ts';
import { BLOCK_BITS, layout } from './kernels/constants.ts';
import type { Kernel } from './kernels/instance.ts';
import type { Instruction, Place } from './plan.ts';

type Run = () => void;

/** Draws of a source for the block's trials: consecutive or given ones, each by a kernel. */
export function drawStep(bench: Bench, instruction: Instruction): Run {
  const { work } = bench;
  const source = work.graph.uniforms[instruction.ref] as UniformSource;
  const steps: Run[] = [];
  return () => {
    const period = source.perPeriod ? bench.cursor.period : 0;
    steps[period] ??= stepIn(period);
    steps[period]();
  };

  function stepIn(period: number): Run {
    if (instruction.op === 'trials') return trialsStep(bench, instruction, source, period);
    const points = sobolDraws(source, work.settings, period);
    return points
      ? sobolStep(bench, instruction, points)
      : philoxStep(bench, instruction, source, period);
  }
}

/** Draws by trial numbers that are given: one by one where some are beyond the kernel's range. */
function trialsStep(
  bench: Bench,
  { out, ref }: Instruction,
  source: UniformSource,
  period: number,
): Run {
  const { numbers, cursor, work } = bench;
  const draw = drawsOf(source, work.settings);
  const kernel = drawsAt(bench.instance, source, work.settings, period);
  const trials = (work.points.uniforms?.[ref] ?? work.points.trials) as Float64Array;
  const address = bench.map.address(out as Place);
  const at = address / 8;
  return () => {
    numbers.set(trials.subarray(cursor.start, cursor.start + cursor.count), at);
    numbers.fill(0, at + cursor.count, at + 4 * Math.ceil(cursor.count / 4));
    if (kernel(address, cursor.bytes) === 0) return;
    for (let i = 0; i < cursor.count; i++)
      numbers[at + i] = draw(trials[cursor.start + i] as number, period);
  };
}

function philoxStep(
  bench: Bench,
  { out }: Instruction,
  source: UniformSource,
  period: number,
): Run {
  const { cursor } = bench;
  const kernel = bench.instance.kernels.uniform as Kernel;
  const at = bench.map.address(out as Place);
  const [key0, key1] = source.key;
  const [seed0, seed1] = seedWords(bench.work.settings.seed);
  return () => {
    const pair = cursor.start / 2;
    kernel(at, pair, upperCounter(pair, period), key0, key1, seed0, seed1, cursor.bytes);
  };
}

function sobolStep(bench: Bench, { out }: Instruction, points: SobolDraws): Run {
  const { cursor, memory } = bench;
  const kernel = bench.instance.kernels.sobol as Kernel;
  const at = bench.map.address(out as Place);
  const { directions: v, scrambles } = points;
  const [scramble, below] = scrambles;
  const low = v.slice(0, BLOCK_BITS);
  const scratch = new Uint32Array(memory, layout.DIRECTIONS, low.length);
  return () => {
    let first = 0;
    for (let n = cursor.start, i = 0; n !== 0; n >>>= 1, i++) if (n & 1) first ^= v[i] as number;
    scratch.set(low);
    kernel(at, first, layout.DIRECTIONS as number, scramble, below);
  };
}
