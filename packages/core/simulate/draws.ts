import type { UniformSource } from '../language/graph.ts';
import { directions, scrambleWords, sobol } from '../random/sobol.ts';
import { uniform } from '../random/uniform.ts';
import type { RunSettings } from './types.ts';

/** True where a source takes scrambled Sobol points and not Philox draws. */
export function isSobol(source: UniformSource, settings: RunSettings): boolean {
  return settings.sampler === 'sobol' && source.dimension !== null && !source.perPeriod;
}

/** The draws of a source: u in (0, 1) for a trial number and a period (ignored unless per period). */
export function drawsOf(
  source: UniformSource,
  settings: RunSettings,
): (trial: number, period: number) => number {
  const { seed } = settings;
  if (isSobol(source, settings)) {
    const v = directions(source.dimension as number);
    const scrambles = scrambleWords(seed, source.key);
    return (trial) => sobol(v, scrambles, trial);
  }
  if (source.perPeriod) return (trial, period) => uniform(seed, source.key, trial, period);
  return (trial) => uniform(seed, source.key, trial, 0);
}
