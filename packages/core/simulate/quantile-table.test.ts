import { expect, test } from 'vitest';
import { distributionOf, distributions, quantileOf } from '../distributions/registry.ts';
import type { Graph, GraphNode, QuantileSource } from '../language/graph.ts';
import { uniform } from '../random/uniform.ts';
import { createOracle } from './oracle.ts';
import { tabulate } from './quantile-table.ts';
import { createSimulator } from './simulator.ts';
import { rememberSteps } from './steps.ts';
import { expectSame } from './testing/expect-same.ts';
import { graphOf } from './testing/graph-of.ts';

const kinds = Object.keys(distributions);
const continuous = kinds.filter((kind) => !distributionOf(kind).discrete);

test.each(continuous)('the table of %s is the quantile to 1e-12 of its scale', (kind) => {
  const exact = quantileOf(kind, distributionOf(kind).example);
  const { quantile } = tabulate(exact);
  const spread = exact(0.9) - exact(0.1);
  const extremes = [
    2 ** -53,
    1e-9,
    2 ** -14,
    2 ** -15,
    0.25,
    0.375,
    0.5,
    0.5 - 2 ** -53,
    0.5 + 2 ** -53,
    0.75,
  ];
  const draws = Array.from({ length: 3000 }, (_, i) => uniform(1, [2, 3], i, 0));
  for (const u of [...extremes, ...extremes.map((e) => 1 - e), ...draws]) {
    const x = exact(u);
    expect(Math.abs(quantile(u) - x), `u = ${u}`).toBeLessThanOrEqual(
      2e-12 * (Math.abs(x) + spread),
    );
  }
});

test('a kink and an atom are left to the exact quantile', () => {
  const kinked = (u: number) => Math.abs(u - 0.3) + (u > 0.6 ? 1 : 0);
  const { quantile } = tabulate(kinked);
  for (let i = 1; i < 2000; i++) expect(quantile(i / 2000)).toBeCloseTo(kinked(i / 2000), 12);
});

/** Every kind with constant parameters, and every numeric parameter of every kind varying. */
const sources: QuantileSource[] = kinds.flatMap((kind) => {
  const { example, parameters } = distributionOf(kind);
  const numeric = Object.keys(parameters).filter((name) => typeof example[name] === 'number');
  const fixed = { kind, parameters: example, variable: [] };
  if (numeric.length === 0) return [fixed];
  const rest = Object.fromEntries(
    Object.entries(example).filter(([name]) => !numeric.includes(name)),
  );
  return [fixed, { kind, parameters: rest, variable: numeric }];
});

test('every kind gives the oracle’s bits', () => {
  const nodes: GraphNode[] = [
    { op: 'uniform', args: [], series: false, ref: 0 },
    { op: 'uniform', args: [], series: false, ref: 1 },
  ];
  const outcomes = sources.map(({ kind, variable }, ref) => {
    const parameters = variable.map((name) => {
      const value = distributionOf(kind).example[name] as number;
      nodes.push({ op: 'const', args: [], series: false, value });
      // A whole number stays one; the others move by up to a thousandth.
      if (Number.isInteger(value)) return nodes.length - 1;
      nodes.push({ op: 'const', args: [], series: false, value: value * 1e-3 });
      nodes.push({ op: 'mul', args: [1, nodes.length - 1], series: false });
      return (
        nodes.push({ op: 'add', args: [nodes.length - 3, nodes.length - 1], series: false }) - 1
      );
    });
    return nodes.push({ op: 'quantile', args: [0, ...parameters], series: false, ref }) - 1;
  });
  const graph: Graph = graphOf({ nodes, periods: 1, uniforms: 2, quantiles: sources, outcomes });
  for (const samples of [1, 1025]) {
    const settings = { seed: 5, sampler: 'sobol' as const, samples };
    expectSame(createSimulator(graph, settings).run(), createOracle(graph, settings).run());
  }
});

test.each(kinds.filter((kind) => distributionOf(kind).discrete))(
  'remembered steps of %s are the quantile',
  (kind) => {
    const exact = quantileOf(kind, distributionOf(kind).example);
    const steps = rememberSteps(exact);
    for (let i = 0; i < 3000; i++) {
      const u = uniform(1, [2, 3], i, 0);
      expect(steps(u), `u = ${u}`).toBe(exact(u));
    }
    for (const u of [2 ** -53, 0.25, 0.5, 1 - 2 ** -53]) expect(steps(u)).toBe(exact(u));
  },
);
