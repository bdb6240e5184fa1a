import type { Graph } from '../../language/graph.ts';
import { createExecutor } from '../execute.ts';
import { BLOCK } from '../kernels/constants.ts';
import { linesOf } from '../line-steps.ts';
import { isEmitted } from '../loop-module.ts';
import { planOf } from '../make-plan.ts';
import type { Overrides } from '../plan.ts';
import { emptyRun } from '../samples.ts';
import type { Samples } from '../types.ts';

const ALL = ['inputs', 'outcomes', 'constraints', 'series'] as const;
export const settingsOf = (samples: number) => ({ seed: 7, sampler: 'sobol' as const, samples });

/**
 * A run whose arithmetic is done by modules wherever it can be; the first `seriesCount` samples' series are
 * kept. loops, lines: how many of them are modules; ofLoops: how many lines
 * stand in loops that are none.
 */
export function runByModules(
  graph: Graph,
  samples: number,
  seriesCount: number,
  stored: Overrides['stored'] = ALL,
) {
  const plan = planOf(graph, { values: [], uniforms: [], trials: false, stored });
  const settings = settingsOf(samples);
  const empty = emptyRun(graph, settings, (length) => new Float64Array(length));
  const run: Samples = { ...empty, seriesCount };
  const work = { plan, graph, settings, points: { count: samples }, samples: run };
  const execute = createExecutor(work, undefined, 0);
  for (let start = 0; start < samples; start += BLOCK) execute(start);
  const loops = plan.stages.filter(({ loop }) => loop.length > 0 && isEmitted(loop)).length;
  const lines = plan.stages.flatMap(({ before }) => linesOf(before)).length;
  const ofLoops = plan.stages.flatMap(({ loop }) => (isEmitted(loop) ? [] : linesOf(loop))).length;
  return { run, loops, lines, ofLoops };
}
