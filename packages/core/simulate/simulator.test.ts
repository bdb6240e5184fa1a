import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GraphNode } from '../language/graph.ts';
import { createOracle } from './oracle.ts';
import { createSimulator } from './simulator.ts';
import { anyGraph, arityOf, OPERATIONS } from './testing/arbitrary-graph.ts';
import { columnsOf, expectSame } from './testing/expect-same.ts';
import { graphOf } from './testing/graph-of.ts';
import type { Points } from './types.ts';

const samplers = fc.constantFrom('sobol' as const, 'random' as const);
const seeds = fc.constantFrom(0, 1, 42, 2 ** 32 + 5, Number.MAX_SAFE_INTEGER);

test('any graph gives the oracle’s bits', () => {
  fc.assert(
    fc.property(
      anyGraph,
      seeds,
      samplers,
      fc.integer({ min: 1, max: 9 }),
      (graph, seed, sampler, samples) => {
        const settings = { seed, sampler, samples };
        expectSame(createSimulator(graph, settings).run(), createOracle(graph, settings).run());
      },
    ),
    { seed: 1, numRuns: 600 },
  );
});

test('any points give the oracle’s bits', () => {
  const masks = fc.array(fc.boolean(), { minLength: 10, maxLength: 10 });
  const run = fc.property(
    anyGraph,
    samplers,
    masks,
    fc.boolean(),
    (graph, sampler, mask, trials) => {
      const settings = { seed: 3, sampler, samples: 4 };
      const count = 7;
      const column = (i: number) =>
        Float64Array.from({ length: count }, (_, k) => (k + i + 0.5) / 12);
      const points: Points = {
        count,
        values: graph.inputs.map((_, i) => (mask[i] ? column(i) : null)),
        uniforms: graph.uniforms.map((source, i) => {
          if (!mask[5 + i]) return null;
          return source.perPeriod
            ? Float64Array.from({ length: count }, (_, k) => 5 * k)
            : column(i);
        }),
        ...(trials && { trials: Float64Array.of(9, 8, 7, 1e6, 3, 3, 0) }),
      };
      const simulator = createSimulator(graph, settings);
      const evaluated = simulator.evaluate(points);
      expectSame(evaluated, createOracle(graph, settings).evaluate(points));
      expect(simulator.outcomesAt(points)).toEqual(evaluated.outcomes);
    },
  );
  fc.assert(run, { seed: 1, numRuns: 300 });
});

test.each([1, 2, 3, 511, 512, 513, 1024, 1500, 5000])(
  '%i samples: the oracle’s bits',
  (samples) => {
    for (const sampler of ['sobol', 'random'] as const) {
      const settings = { seed: 7, sampler, samples };
      expectSame(
        createSimulator(everything, settings).run(),
        createOracle(everything, settings).run(),
      );
    }
  },
);

const ARITHMETIC = ['add', 'sub', 'mul', 'div'] as const;
const pairs = ARITHMETIC.flatMap((first) => ARITHMETIC.map((second) => [first, second] as const));

test.each(pairs)('%s joined with %s is rounded as apart', (first, second) => {
  const drawn = (ref: number): GraphNode => ({ op: 'uniform', args: [], series: false, ref });
  const nodes: GraphNode[] = [
    ...[0, 1, 2].map(drawn),
    { op: first, args: [0, 1], series: false },
    { op: second, args: [3, 2], series: false },
    { op: first, args: [1, 2], series: false },
    { op: second, args: [0, 5], series: false },
  ];
  const graph = graphOf({ nodes, periods: 1, uniforms: 3, outcomes: [4, 6] });
  const settings = { seed: 3, sampler: 'random' as const, samples: 600 };
  expectSame(createSimulator(graph, settings).run(), createOracle(graph, settings).run());
});

/** Arguments around every limit of the kernels of exp, log, pow and normal_quantile. */
const LIMITS = [
  ...[0, -0, 1, -1, 2, -2, 0.5, 707, 707.5, 708, 708.5, 709, 709.7, 710, 745, 746, 1e300, 5e-324],
  ...[2.2250738585072014e-308, 2.225073858507201e-308, 1.3e-11, 1.4e-11, 1.5e-11, 0.075, 0.925],
  ...[1 - 1.3e-11, 1 - 1.5e-11, 1 - 2 ** -53, Math.E, Infinity, NaN],
].flatMap((x) => [x, -x]);

test('numbers at and beyond the kernels’ limits give the oracle’s bits', () => {
  const nodes: GraphNode[] = [
    { op: 'uniform', args: [], series: false, ref: 0 },
    { op: 'uniform', args: [], series: false, ref: 1 },
    { op: 'input', args: [0], series: false, ref: 0 },
    { op: 'input', args: [1], series: false, ref: 1 },
    { op: 'pow', args: [2, 3], series: false },
    ...(['exp', 'log', 'normal_quantile', 'round'] as const).map(
      (op): GraphNode => ({ op, args: [2], series: false }),
    ),
  ];
  const outcomes = [4, 5, 6, 7, 8];
  const graph = graphOf({ nodes, periods: 1, uniforms: 2, inputs: [2, 3], outcomes });
  const both = LIMITS.flatMap((x) => LIMITS.map((y) => [x, y] as const));
  const values = [0, 1].map((i) => Float64Array.from(both, (pair) => pair[i] as number));
  const settings = { seed: 3, sampler: 'random' as const, samples: 1 };
  const points = { count: both.length, values };
  expectSame(
    createSimulator(graph, settings).evaluate(points),
    createOracle(graph, settings).evaluate(points),
  );
});

test('a power of a lognormal is a power of its value, drawn or given, and keeps NaN and overflow', () => {
  // exp(u) with u uniform in (0, 1); then with exponents that leave the range.
  const nodes: GraphNode[] = [
    { op: 'uniform', args: [], series: false, ref: 0 },
    { op: 'exp', args: [0], series: false },
    { op: 'input', args: [1], series: false, ref: 0 },
    ...[-0.8, 0.5, 1.4].flatMap((c, i): GraphNode[] => [
      { op: 'const', args: [], series: false, value: c },
      { op: 'pow', args: [2, 3 + 2 * i], series: false },
    ]),
  ];
  const graph = graphOf({ nodes, periods: 1, uniforms: 1, inputs: [2], outcomes: [4, 6, 8] });
  const simulator = createSimulator(graph, { seed: 3, sampler: 'random', samples: 900 });
  const drawn = simulator.run();
  const given = simulator.evaluate({ count: 900, values: drawn.inputs });
  expect(given.outcomes).toEqual(drawn.outcomes);
  const uniforms = [Float64Array.of(800, -800, NaN)];
  const [falling, root, rising] = simulator.evaluate({ count: 3, uniforms }).outcomes[0] ?? [];
  // exp(0.5 · 800) would be a number: the value is Infinity already.
  expect([...(root ?? [])]).toEqual([Infinity, 0, NaN]);
  expect([...(falling ?? [])]).toEqual([0, Infinity, NaN]);
  expect([...(rising ?? [])]).toEqual([Infinity, 0, NaN]);
});

test('another count of samples leaves the first samples as they are', () => {
  const settings = { seed: 7, sampler: 'sobol' as const };
  const few = createSimulator(everything, { ...settings, samples: 700 }).run();
  const many = createSimulator(everything, { ...settings, samples: 3000 }).run();
  for (const [name, column] of columnsOf(few))
    expect(columnsOf(many).get(name)?.slice(0, column.length), name).toEqual(column);
});

test('progress is told at fixed shares', () => {
  for (const samples of [1, 5000]) {
    const shares: number[] = [];
    const simulator = createSimulator(everything, { seed: 1, sampler: 'sobol', samples });
    simulator.run({ onProgress: (share) => shares.push(share) });
    expect(shares).toEqual([0.25, 0.5, 0.75, 1]);
  }
});

test('columns that were given back are written anew', () => {
  const simulator = createSimulator(everything, { seed: 7, sampler: 'sobol', samples: 900 });
  const first = simulator.run();
  const copy = new Map([...columnsOf(first)].map(([name, column]) => [name, column.slice()]));
  const oldColumn = first.outcomes[0]?.[0];
  for (const column of columnsOf(first).values()) column.fill(-1);
  simulator.release(first);
  const second = simulator.run();
  expect([...columnsOf(second).values()]).toContain(oldColumn);
  for (const [name, column] of columnsOf(second)) expect(column, name).toEqual(copy.get(name));
});

test('a raised flag cancels', () => {
  const cancelled = Int32Array.of(1);
  const simulator = createSimulator(
    everything,
    { seed: 1, sampler: 'sobol', samples: 9 },
    { cancelled },
  );
  expect(() => simulator.run()).toThrow('cancelled');
});

test('a model too large for a memory says so', () => {
  const nodes: GraphNode[] = [
    { op: 'uniform', args: [], series: false, ref: 0 },
    { op: 'irr', args: [0], series: false },
  ];
  const graph = graphOf({ nodes, periods: 1_000_000, uniforms: 1, outcomes: [1] });
  const simulator = createSimulator(graph, { seed: 1, sampler: 'random', samples: 1 });
  expect(() => simulator.run()).toThrow('shorten the periods');
});

/** Every operation once on draws spread over ordinary and extraordinary ranges, as static and series. */
const everything = (() => {
  const nodes: GraphNode[] = [
    { op: 'uniform', args: [], series: false, ref: 0 },
    { op: 'uniform', args: [], series: false, ref: 1 },
    { op: 'uniform', args: [], series: true, ref: 2 },
    { op: 'const', args: [], series: false, value: 1000 },
    { op: 'const', args: [], series: false, value: 1e-12 },
    { op: 'const', args: [], series: false, value: 0.5 },
  ];
  const add = (op: GraphNode['op'], args: number[]) =>
    nodes.push({ op, args, series: args.some((id) => nodes[id]?.series) }) - 1;
  const wide = add('mul', [add('sub', [0, 5]), 3]);
  const tiny = add('mul', [0, 4]);
  for (const id of [0, 2, wide, tiny])
    for (const op of OPERATIONS) {
      const reducer = ['sum', 'mean', 'last', 'npv', 'irr', 'when'].includes(op);
      const args = op === 'select' ? [wide, id, 1] : [id, 1].slice(0, arityOf(op));
      nodes.push({ op: op as GraphNode['op'], args, series: !reducer && args.includes(2) });
    }
  const ids = nodes.map((_, id) => id);
  return graphOf({
    nodes,
    periods: 3,
    inputs: [0, 1, 2],
    uniforms: [
      { name: 'a', key: [1, 2], perPeriod: false, dimension: 0, stride: 0 },
      { name: 'b', key: [3, 4], perPeriod: false, dimension: 77, stride: 0 },
      { name: 'c', key: [5, 6], perPeriod: true, dimension: 1022, stride: 1 },
    ],
    outcomes: ids.filter((id) => !nodes[id]?.series),
    series: ids.filter((id) => nodes[id]?.series),
  });
})();
