import { expect, test } from 'vitest';
import type { GraphNode } from '../language/graph.ts';
import { planOf } from './make-plan.ts';
import { emptyOutcomes } from './samples.ts';
import { workOn } from './share.ts';
import { createSimulator } from './simulator.ts';
import { summarise } from './summarise.ts';
import { graphOf } from './testing/graph-of.ts';
import { summaryOf, withoutMeans } from './testing/summary-of-columns.ts';
import type { Points, RunSettings, Samples, SummaryRequest } from './types.ts';

const FIGURES = ['mean', 'sd', 'p5', 'p50', 'p95', 'min', 'max', 'nan', 'infinite'] as const;
const request: SummaryRequest = { figures: FIGURES, compared: { outcome: 0, minimise: false } };

const node = (op: GraphNode['op'], args: number[], more: Partial<GraphNode> = {}): GraphNode => ({
  ...{ op, args, series: false },
  ...more,
});
const NODES: GraphNode[] = [
  node('uniform', [], { ref: 0 }),
  node('uniform', [], { ref: 1 }),
  node('const', [], { value: 0.3 }),
  node('normal_quantile', [0]), // 3
  node('const', [], { value: 0 }),
  node('max', [3, 4]), // 5: 0 in half of the samples
  node('lt', [1, 2]), // 6: two values
  node('div', [2, 1]), // 7: a heavy tail
  node('sub', [1, 2]),
  node('log', [8]), // 9: not a number in three of ten
  node('div', [7, 6]), // 10: infinite in seven of ten
];

/** The options are one graph's nodes, an outcome each. */
function optionsOf(outcomes: readonly number[]) {
  const graph = graphOf({
    nodes: NODES,
    periods: 1,
    uniforms: 2,
    outcomes: [outcomes[0] as number],
  });
  const [first] = graph.options;
  const options = outcomes.map((id, d) => ({ ...first, id: `o${d}`, outcomes: [id] }));
  return { ...graph, options } as typeof graph;
}

// Past 2²⁰ a run has two parts; the last block of an odd count is not full.
test.each([65_536, 200_003, 1_100_001])('%i samples: the figures of columns', (samples) => {
  for (const sampler of ['sobol', 'random'] as const) {
    const settings = { seed: 5, samples, sampler };
    const simulator = createSimulator(optionsOf([3, 5, 6, 7, 2]), settings);
    for (const minimise of [false, true]) {
      const asked = { ...request, compared: { outcome: 0, minimise } };
      const expected = withoutMeans(summaryOf(simulator, asked));
      expect(withoutMeans(simulator.summarise(asked))).toEqual(expected);
    }
  }
});

test('the means are those of each 1,024 samples, in every part and whatever is foretold', () => {
  const settings = { seed: 5, samples: 1_100_001, sampler: 'sobol' } as const;
  const simulator = createSimulator(optionsOf([3, 7]), settings);
  const found = simulator.summarise(request)?.means.flat() ?? [];
  const expected = summaryOf(simulator, request).means.flat();
  expect(found.map((column) => column.length)).toEqual([1_074, 1_074]);
  for (const [c, column] of found.entries())
    for (const [b, mean] of column.entries())
      expect(Math.abs(mean - (expected[c]?.[b] ?? 0))).toBeLessThan(1e-11 * (1 + Math.abs(mean)));
});

test.each([
  ['that are NaN', 9, 131_072],
  ['that are infinite', 10, 131_072],
  ['that are few', 3, 65_535],
])('values %s need their columns', (_, outcome, samples) => {
  const settings = { seed: 5, samples, sampler: 'random' } as const;
  const simulator = createSimulator(optionsOf([3, outcome]), settings);
  expect(simulator.summarise({ figures: FIGURES })).toBe(null);
});

test('what is asked for is given, and no more', () => {
  const settings = { seed: 5, samples: 131_072, sampler: 'sobol' } as const;
  const simulator = createSimulator(optionsOf([3]), settings);
  const summary = simulator.summarise({ figures: ['p50'] });
  expect(summary?.outcomes.map((own) => own.map(Object.keys))).toEqual([[['p50']]]);
  expect(summary?.comparison).toBe(null);
});

/**
 * A summary told by wrong samples ahead, which are no part of the run then: all values are kept, or those of
 * other cells than the ranks'.
 */
function misled(settings: RunSettings, factor: number) {
  const graph = optionsOf([3, 5]);
  const simulator = createSimulator(graph, settings);
  const allocate = (length: number) => new Float64Array(length);
  const stored = ['outcomes'] as const;
  const plan = planOf(graph, { values: [], uniforms: [], trials: false, stored });
  const { samples: count } = settings;
  const samples: Samples = { ...emptyOutcomes(graph, settings, 0, allocate), count };
  let passes = 0;
  const evaluate = (points: Points) =>
    simulator
      .evaluate(points)
      .outcomes.map((own) =>
        own.map((column) => (points.trials ? column : column.map((x) => factor * x))),
      );
  const found = summarise(
    {
      ...{ work: { plan, graph, settings, points: { count }, samples }, threads: 1, allocate },
      counter: () => new Int32Array(1),
      evaluate,
      share(task) {
        passes++;
        workOn(factor === 1 ? task : { ...task, ahead: [] });
      },
    },
    request,
  );
  return { found, passes, expected: summaryOf(simulator, request) };
}

test.each([
  [1, 1],
  [0.01, 2],
  [100, 2],
  [0, 2],
])(
  'samples ahead that are %d times what they are: %i passes, the same bits',
  (factor, expected) => {
    const settings = { seed: 5, samples: 140_000, sampler: 'random' } as const;
    const { found, passes, expected: figures } = misled(settings, factor);
    expect(withoutMeans(found)).toEqual(withoutMeans(figures));
    expect(passes).toBe(expected);
  },
);

test('progress is told at fixed shares, also over several parts', () => {
  const shares: number[] = [];
  const settings = { seed: 5, samples: 1_100_000, sampler: 'random' } as const;
  const onProgress = (share: number) => shares.push(share);
  createSimulator(optionsOf([3]), settings).summarise(request, { onProgress });
  expect(shares).toEqual([0.25, 0.5, 0.75, 1]);
});
