import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GraphNode } from '../language/graph.ts';
import { BLOCK } from './kernels/constants.ts';
import { createOracle } from './oracle.ts';
import { graphsWith, OPERATIONS } from './testing/arbitrary-graph.ts';
import { expectSame } from './testing/expect-same.ts';
import { graphOf } from './testing/graph-of.ts';
import { runByModules, settingsOf } from './testing/run-by-modules.ts';

test('any graph whose arithmetic is done by modules gives the oracle’s bits', () => {
  let [lines, ofLoops] = [0, 0];
  fc.assert(
    fc.property(graphsWith(OPERATIONS, 2), fc.integer({ min: 1, max: 9 }), (graph, samples) => {
      const expected = createOracle(graph, settingsOf(samples)).run();
      const found = runByModules(graph, samples, samples);
      expectSame(found.run, expected);
      lines += found.lines;
      ofLoops += found.ofLoops;
      const { run } = runByModules(graph, samples, 0, ['outcomes']);
      expect(run.outcomes).toEqual(expected.outcomes);
    }),
    { seed: 1, numRuns: 600 },
  );
  expect(lines).toBeGreaterThan(300);
  expect(ofLoops).toBeGreaterThan(80);
});

test('arithmetic on either side of kernels: a function each between them, over several blocks', () => {
  const nodes: GraphNode[] = [
    { op: 'uniform', args: [], series: false, ref: 0 },
    { op: 'const', args: [], series: false, value: 3 },
  ];
  const add = (op: GraphNode['op'], ...args: number[]) =>
    nodes.push({ op, args, series: false }) - 1;
  const outcomes = Array.from({ length: 4 }, () => {
    const power = add('sub', add('mul', 0, nodes.length - 1), add('max', 0, 1));
    const root = add('exp', add('min', power, 0));
    return add('div', add('abs', add('add', root, 0)), add('sqrt', root));
  });
  const samples = 2 * BLOCK + 5;
  const { run, lines } = runByModules(
    graphOf({ nodes, periods: 1, uniforms: 1, outcomes }),
    samples,
    samples,
  );
  expectSame(run, createOracle(run.graph, settingsOf(samples)).run());
  expect(lines).toBe(5);
});

test('arithmetic between the kernels of a loop: what the next period or later steps read is kept', () => {
  const steps: (readonly [GraphNode['op'], ...number[]])[] = [
    ...([['uniform'], ['const'], ['sub', 0, 1], ['state'], ['mul', 3, 2], ['add', 4, 3]] as const),
    ...([
      ['exp', 4],
      ['sub', 6, 3],
      ['max', 7, 4],
      ['div', 8, 6],
      ['log', 6],
      ['neg', 10],
    ] as const),
    ...([
      ['mul', 11, 5],
      ['sum', 9],
      ['npv', 8, 2],
      ['last', 12],
      ['mean', 7],
    ] as const),
  ];
  const nodes = steps.map(
    ([op, ...args], id): GraphNode => ({
      ...{ op, args, series: id > 2 && id < 13 },
      ...(op === 'uniform' || op === 'state' ? { ref: 0 } : {}),
      ...(op === 'const' ? { value: 0.5 } : {}),
    }),
  );
  const states = [{ start: 1, next: 5 }];
  const outcomes = [13, 14, 15, 16];
  const graph = graphOf({ nodes, periods: 5, uniforms: 1, states, outcomes });
  const samples = BLOCK + 3;
  const { run, ofLoops } = runByModules(graph, samples, 0, ['outcomes']);
  expect(run.outcomes).toEqual(createOracle(graph, settingsOf(samples)).run().outcomes);
  expect(ofLoops).toBe(2);
});
