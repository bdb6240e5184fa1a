import type { Graph, UniformSource } from '../language/graph.ts';
import { directions, SOBOL_DIMENSIONS, scrambleWords, sobol } from '../random/sobol.ts';
import { uniform } from '../random/uniform.ts';
import type { RunSettings } from './types.ts';

/** Scrambled Sobol points of one source in one period: direction numbers and the words that scramble them. */
export interface SobolDraws {
  readonly directions: Uint32Array;
  readonly scrambles: readonly [number, number];
}

/**
 * The Sobol points that a source takes in a period (0 where it is drawn once), or null where it takes
 * Philox draws: when asked for, or when no dimension is left.
 */
export function sobolDraws(
  { key, dimension, stride }: UniformSource,
  { sampler, seed }: RunSettings,
  period: number,
): SobolDraws | null {
  if (sampler !== 'sobol' || dimension === null) return null;
  const own = dimension + stride * period;
  if (own >= SOBOL_DIMENSIONS) return null;
  return { directions: directions(own), scrambles: scrambleWords(seed, key, period) };
}

/** The draws of a source: u in (0, 1) for a trial number and a period (ignored unless per period). */
export function drawsOf(
  source: UniformSource,
  settings: RunSettings,
): (trial: number, period: number) => number {
  const points: (SobolDraws | null)[] = [];
  return (trial, at) => {
    const period = source.perPeriod ? at : 0;
    points[period] ??= sobolDraws(source, settings, period);
    const drawn = points[period];
    if (drawn) return sobol(drawn.directions, drawn.scrambles, trial);
    return uniform(settings.seed, source.key, trial, period);
  };
}

/** A source beside those of a graph, drawn once: of the first Sobol dimension that none of them takes. */
export function oneMoreSource(
  { uniforms, periods }: Graph,
  key: readonly [number, number],
): UniformSource {
  const ends = uniforms.map(({ dimension, stride, perPeriod }) =>
    dimension === null ? 0 : dimension + 1 + (perPeriod ? stride * (periods - 1) : 0),
  );
  return { name: '', key, perPeriod: false, dimension: Math.max(0, ...ends), stride: 0 };
}
