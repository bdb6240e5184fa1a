import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Graph, GraphNode } from '../language/graph.ts';
import { BLOCK } from './kernels/constants.ts';
import { isEmitted } from './loop-module.ts';
import { createOracle } from './oracle.ts';
import { arityOf, graphsWith, OPERATIONS } from './testing/arbitrary-graph.ts';
import { expectSame } from './testing/expect-same.ts';
import { graphOf } from './testing/graph-of.ts';
import { runByModules, settingsOf } from './testing/run-by-modules.ts';
import type { Samples } from './types.ts';

/** The same but for series. */
function expectOracle(graph: Graph, run: Samples) {
  const expected = createOracle(graph, run.settings).run();
  expectSame({ ...run, series: [] }, { ...expected, series: [] });
}

/** 6 periods; every operation on a state x and a draw y: x grows by y a period from the draw z. */
function growing(operations: readonly string[]): Graph {
  const nodes: GraphNode[] = [
    { op: 'uniform', args: [], series: false, ref: 0 },
    { op: 'uniform', args: [], series: false, ref: 1 },
    { op: 'const', args: [], series: false, value: 0.5 },
    { op: 'sub', args: [0, 2], series: false },
    { op: 'state', args: [], series: true, ref: 0 },
    { op: 'add', args: [4, 3], series: true },
    { op: 'period', args: [], series: true },
    { op: 'lt', args: [6, 2], series: true },
  ];
  const first = nodes.length;
  for (const op of operations)
    for (const args of [
      [4, 3, 1],
      [6, 4, 3],
      [7, 4, 6],
    ])
      nodes.push({ op: op as GraphNode['op'], args: args.slice(0, arityOf(op)), series: true });
  const series = nodes.flatMap((_, id) => (id >= first ? [id] : []));
  const totals = series.map((id) => nodes.push({ op: 'sum', args: [id], series: false }) - 1);
  return graphOf({
    nodes,
    periods: 6,
    uniforms: 2,
    states: [{ start: 1, next: 5 }],
    outcomes: totals,
    series,
  });
}

const REDUCERS = ['sum', 'mean', 'last', 'npv', 'irr', 'when'];
const inLoops = OPERATIONS.filter(
  (op) => !REDUCERS.includes(op) && isEmitted([{ op, out: 0, args: [], ref: 0, when: 'always' }]),
);

test('any loop that can be a module gives the oracle’s bits', () => {
  const graphs = graphsWith([...inLoops, ...REDUCERS], 0);
  let emitted = 0;
  fc.assert(
    fc.property(graphs, fc.integer({ min: 1, max: 9 }), (graph, samples) => {
      const found = runByModules(graph, samples, 0);
      emitted += found.loops;
      expectOracle(graph, found.run);
    }),
    { seed: 1, numRuns: 600 },
  );
  expect(emitted).toBeGreaterThan(400);
});

test.each(inLoops)('%s in a module gives the oracle’s bits', (op) => {
  const graph = growing([op]);
  const { run, loops } = runByModules(graph, 1_025, 0);
  expect(loops).toBe(1);
  expectOracle(graph, run);
});

test('a loop is a module unless it draws, or asks for an elementary function', () => {
  expect(inLoops).toEqual([
    ...(['neg', 'abs', 'sqrt', 'floor', 'ceil', 'round', 'not'] as const),
    ...(['add', 'sub', 'mul', 'div', 'min', 'max', 'and', 'or'] as const),
    ...(['lt', 'le', 'gt', 'ge', 'eq', 'ne', 'select'] as const),
  ]);
});

test('blocks whose series are kept and blocks by the module give one run', () => {
  const graph = growing(['mul', 'max', 'select']);
  const samples = 3 * BLOCK + 7;
  const { run, loops } = runByModules(graph, samples, BLOCK + 1);
  expect(loops).toBe(1);
  expectOracle(graph, run);
  const whole = createOracle(graph, settingsOf(samples)).run();
  run.series.flat(2).forEach((column, i) => {
    const kept = whole.series.flat(2)[i]?.subarray(0, BLOCK + 1);
    expect(column.subarray(0, BLOCK + 1)).toEqual(kept);
  });
});
