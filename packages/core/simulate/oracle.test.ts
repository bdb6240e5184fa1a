import { expect, test } from 'vitest';
import type { GraphNode } from '../language/graph.ts';
import { irr } from './irr.ts';
import { createOracle } from './oracle.ts';
import { graphOf } from './testing/graph-of.ts';

const settings = { seed: 1, samples: 3, sampler: 'random' } as const;

function outcome(
  nodes: GraphNode[],
  periods: number,
  states: { start: number; next: number }[] = [],
) {
  const graph = graphOf({ nodes, states, periods, outcomes: [nodes.length - 1] });
  return createOracle(graph, settings).run().outcomes[0]?.[0]?.[0];
}

const constant = (value: number): GraphNode => ({ op: 'const', args: [], series: false, value });
const period: GraphNode = { op: 'period', args: [], series: true };

// Σ over t = 0 … 3 of t = 6; npv at 10 %: 0 + 1/1.1 + 2/1.21 + 3/1.331.
test.each([
  ['sum', [constant(0.1), period, { op: 'sum', args: [1], series: false }], 6],
  ['mean', [constant(0.1), period, { op: 'mean', args: [1], series: false }], 1.5],
  ['last', [constant(0.1), period, { op: 'last', args: [1], series: false }], 3],
  ['npv', [constant(0.1), period, { op: 'npv', args: [1, 0], series: false }], 4.815927873779113],
  ['when', [constant(0), period, { op: 'when', args: [1], series: false }], 1],
  ['when never', [constant(0), { op: 'when', args: [0], series: false }], 4],
] as [string, GraphNode[], number][])('%s over the periods', (_, nodes, expected) => {
  expect(outcome(nodes, 4)).toBeCloseTo(expected, 14);
});

test('states move together, from the values of the period before', () => {
  // Fibonacci: a' = b, b' = a + b, from 0 and 1.
  const nodes: GraphNode[] = [
    constant(0),
    constant(1),
    { op: 'state', args: [], series: true, ref: 0 },
    { op: 'state', args: [], series: true, ref: 1 },
    { op: 'add', args: [2, 3], series: true },
    { op: 'last', args: [2], series: false },
  ];
  const states = [
    { start: 0, next: 3 },
    { start: 1, next: 4 },
  ];
  expect(outcome(nodes, 11, states)).toBe(55);
});

test('a total inside a series is known before the series is', () => {
  const nodes: GraphNode[] = [
    period,
    { op: 'sum', args: [0], series: false },
    { op: 'mul', args: [0, 1], series: true },
    { op: 'sum', args: [2], series: false },
  ];
  expect(outcome(nodes, 4)).toBe(36);
});

test('a series that depends on a total of itself is refused', () => {
  const nodes: GraphNode[] = [
    constant(1),
    { op: 'state', args: [], series: true, ref: 0 },
    { op: 'sum', args: [1], series: false },
  ];
  expect(() => outcome(nodes, 3, [{ start: 0, next: 2 }])).toThrow('a total of itself');
});

// Flows and rates of standard examples: 100 growing to 121 over two periods is 10 %.
test.each([
  [[-100, 0, 121], 0.1],
  [[-100, 60, 60], 0.130662386291807], // (60 + √(60² + 4·100·60))/200 − 1
  [[100, -121], 0.21],
  [[-100, 100], 0],
  [[-100, 10], -0.9],
  [[-1, 1e4], 9999],
])('irr of %o is %d', (flows, rate) => {
  expect(irr(flows)).toBeCloseTo(rate, 12);
});

test('irr is NaN without a change of sign', () => {
  expect(irr([1, 2, 3])).toBeNaN();
  expect(irr([0, 0])).toBeNaN();
  expect(irr([-1, NaN, 3])).toBeNaN();
});

test('points replace draws, inputs and trials', () => {
  const graph = graphOf({
    nodes: [
      { op: 'uniform', args: [], series: false, ref: 0 },
      { op: 'uniform', args: [], series: false, ref: 1 },
      { op: 'input', args: [0], series: false, ref: 0 },
      { op: 'add', args: [2, 1], series: false },
    ],
    uniforms: 2,
    inputs: [2],
    periods: 1,
    outcomes: [3],
  });
  const oracle = createOracle(graph, { ...settings, samples: 5 });
  const all = oracle.run();
  const some = oracle.evaluate({ count: 2, trials: Float64Array.of(3, 1) });
  expect([...(some.outcomes[0]?.[0] ?? [])]).toEqual([
    all.outcomes[0]?.[0]?.[3],
    all.outcomes[0]?.[0]?.[1],
  ]);
  const set = oracle.evaluate({
    count: 1,
    values: [Float64Array.of(10)],
    uniforms: [null, Float64Array.of(0.25)],
  });
  expect(set.outcomes[0]?.[0]?.[0]).toBe(10.25);
  expect(set.inputs[0]?.[0]).toBe(10);
  expect(() => oracle.evaluate({ count: 2, values: [Float64Array.of(1)] })).toThrow(
    'points.values[0]',
  );
});
