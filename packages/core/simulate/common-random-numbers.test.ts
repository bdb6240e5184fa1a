import fc from 'fast-check';
import { expect, test } from 'vitest';
import { graphOf } from '../language/testing.ts';
import { createOracle } from './oracle.ts';

const SEEDS = 48;
const SAMPLES = 64;

const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, x) => sum + x, 0) / values.length;

const variance = (values: readonly number[]): number => {
  const centre = mean(values);
  return mean(values.map((x) => (x - centre) * (x - centre)));
};

/**
 * Options that rise with the variables they share have means that rise and fall together from seed to
 * seed, so that their difference varies less than that of runs of their own.
 * Source: Law, Simulation Modeling and Analysis (2015), §11.2.
 */
test('common random numbers cut the variance of a difference', () => {
  const gain = fc.double({ min: 0.8, max: 1.25, noNaN: true });
  fc.assert(
    fc.property(gain, gain, fc.nat(1_000_000), (first, second, seed) => {
      const graph = graphOf({
        variables: {
          demand: { dist: 'gamma', shape: 2, scale: 3 },
          margin: { dist: 'normal', mean: 1, sd: 0.2 },
        },
        options: [
          { id: 'a', set: { gain: first } },
          { id: 'b', set: { gain: second } },
        ],
        model: { value: 'gain * demand * exp(margin)' },
      });
      const meansOf = (at: number): number[] =>
        createOracle(graph, { seed: at, samples: SAMPLES, sampler: 'random' })
          .run()
          .outcomes.map(([column]) => mean(column as Float64Array));
      const runs = Array.from({ length: SEEDS }, (_, i) => meansOf(seed + i));
      const together = runs.map(([a = 0, b = 0]) => b - a);
      const apart = runs.map(([a = 0], i) => (runs[(i + 1) % SEEDS]?.[1] ?? 0) - a);
      expect(variance(together)).toBeLessThan(variance(apart));
    }),
    { seed: 1, numRuns: 25 },
  );
});
