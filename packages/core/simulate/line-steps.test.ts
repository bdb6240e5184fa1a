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
  let lines = 0;
  fc.assert(
    fc.property(graphsWith(OPERATIONS, 2), fc.integer({ min: 1, max: 9 }), (graph, samples) => {
      const found = runByModules(graph, samples, samples);
      lines += found.lines;
      expectSame(found.run, createOracle(graph, settingsOf(samples)).run());
    }),
    { seed: 1, numRuns: 600 },
  );
  expect(lines).toBeGreaterThan(300);
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
