import { expect, test } from 'vitest';
import { uniform } from '../random/uniform.ts';
import { compareOptions } from './comparison.ts';
import { createOracle } from './oracle.ts';
import { graphOf } from './testing/graph-of.ts';

const graph = graphOf({ nodes: [], periods: 1 });
const oracle = createOracle(graph, { seed: 1, samples: 1, sampler: 'random' });

/** Whole numbers below 6, so that options often tie, plus a share of what does not. */
const columnsOf = (options: number, count: number, share: number) =>
  Array.from({ length: options }, (_, d) =>
    Float64Array.from({ length: count }, (_, i) => {
      const u = uniform(3, [d, 1], i, 0);
      return Math.floor(6 * u) + share * u - 3;
    }),
  );

test.each([
  [1, 1],
  [2, 1],
  [3, 7],
  [4, 1_024],
  [5, 1_025],
  [100, 2_049],
])('%i options of %i samples compare as sample by sample, bit for bit', (options, count) => {
  for (const share of [0, 0.01, 1]) {
    const columns = columnsOf(options, count, share);
    expect(compareOptions(columns)).toEqual(oracle.compare(columns));
  }
});

test('zeros of either sign tie', () => {
  const { shareBest } = compareOptions([Float64Array.of(0, -0), Float64Array.of(-0, 0)]);
  expect(shareBest).toEqual([0.5, 0.5]);
});
