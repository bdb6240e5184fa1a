import { Worker } from 'node:worker_threads';
import type { Graph, GraphNode } from '@scenario-sandbox/core/language/graph.ts';
import { compareOptions } from '@scenario-sandbox/core/simulate/comparison.ts';
import { createOracle } from '@scenario-sandbox/core/simulate/oracle.ts';
import { createSimulator } from '@scenario-sandbox/core/simulate/simulator.ts';
import { statistics } from '@scenario-sandbox/core/simulate/statistics.ts';
import { expectSame } from '@scenario-sandbox/core/simulate/testing/expect-same.ts';
import { graphOf } from '@scenario-sandbox/core/simulate/testing/graph-of.ts';
import {
  summaryOf,
  withoutMeans,
} from '@scenario-sandbox/core/simulate/testing/summary-of-columns.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCrew } from './crew.ts';

type Crew = Awaited<ReturnType<typeof createCrew>>;

/** A random walk with drift and its discounted sum: draws of each period, a state, a reducer. */
function walk(periods: number): Graph {
  const nodes: GraphNode[] = [
    { op: 'uniform', args: [], series: false, ref: 0 },
    { op: 'uniform', args: [], series: true, ref: 1 },
    { op: 'quantile', args: [0], series: false, ref: 0 },
    { op: 'const', args: [], series: false, value: 0.02 },
    { op: 'normal_quantile', args: [1], series: true },
    { op: 'state', args: [], series: true, ref: 0 },
    { op: 'mul', args: [4, 3], series: true },
    { op: 'exp', args: [6], series: true },
    { op: 'mul', args: [5, 7], series: true },
    { op: 'npv', args: [5, 3], series: false },
  ];
  return graphOf({
    nodes,
    periods,
    states: [{ start: 2, next: 8 }],
    inputs: [2],
    uniforms: [
      { name: 'a', key: [1, 2], perPeriod: false, dimension: 0, stride: 0 },
      { name: 'b', key: [3, 4], perPeriod: true, dimension: 1, stride: 1 },
    ],
    quantiles: [{ kind: 'beta', parameters: { alpha: 2, beta: 3, min: 0, max: 1 }, variable: [] }],
    outcomes: [9],
    series: [5],
  });
}

const settings = { seed: 4, samples: 30_001, sampler: 'sobol' } as const;
const crews = new Map<number, Crew>();
beforeAll(async () => {
  for (const threads of [1, 2, 3]) crews.set(threads, await createCrew(threads));
});
afterAll(async () => {
  for (const crew of crews.values()) await crew.close();
});
const crewOf = (threads: number) => crews.get(threads) as Crew;

test.each([1, 2, 3])('%i threads give the bits of one', (threads) => {
  const graph = walk(120);
  const alone = createSimulator(graph, settings);
  const simulator = createSimulator(graph, settings, { crew: crewOf(threads) });
  const samples = simulator.run();
  const memory = threads > 1 ? SharedArrayBuffer : ArrayBuffer;
  expect(samples.outcomes[0]?.[0]?.buffer).toBeInstanceOf(memory);
  expect(samples.outcomes[0]?.[0]?.every(Number.isFinite)).toBe(true);
  expectSame(samples, alone.run());
  const columns = Array.from({ length: 20 }, () => samples.outcomes[0]?.[0] as Float64Array);
  const expected = statistics(columns[0] as Float64Array);
  expect(simulator.statistics(columns)).toEqual(columns.map(() => expected));
  const options = columns.map((column, d) => column.map((x, i) => (i % 20 === d ? x : x + d / 10)));
  const shared = options.map((option) => {
    const column = new Float64Array(new SharedArrayBuffer(option.byteLength));
    column.set(option);
    return column;
  });
  expect(simulator.compare(shared)).toEqual(compareOptions(options));
});

test.each([1, 2, 3])('%i threads summarise as one with columns', (threads) => {
  const graph = walk(2);
  const long = { ...settings, samples: 1_100_001 };
  const compared = { outcome: 0, minimise: false };
  const request = { figures: ['mean', 'sd', 'p10', 'p90', 'max'], compared } as const;
  const shared = createSimulator(graph, long, { crew: crewOf(threads) });
  const one = createSimulator(graph, long);
  expect(shared.summarise(request)).toEqual(one.summarise(request));
  expect(withoutMeans(shared.summarise(request))).toEqual(withoutMeans(summaryOf(one, request)));
});

test('the kernel on three threads gives the oracle’s bits', () => {
  const graph = walk(60);
  const few = { ...settings, samples: 9000 };
  const samples = createSimulator(graph, few, { crew: crewOf(3) }).run();
  const oracle = createOracle(graph, { ...few, samples: 700 });
  const expected = oracle.run().outcomes[0]?.[0] as Float64Array;
  expect(samples.outcomes[0]?.[0]?.slice(0, 700)).toEqual(expected);
});

test('progress is the same on any number of threads', () => {
  for (const threads of [1, 2, 3]) {
    const shares: number[] = [];
    const simulator = createSimulator(walk(60), settings, { crew: crewOf(threads) });
    simulator.run({ onProgress: (share) => shares.push(share) });
    expect(shares).toEqual([0.25, 0.5, 0.75, 1]);
  }
});

test.each([1, 2, 3])(
  'a run on %i threads stops in its midst once the flag is raised',
  async (threads) => {
    const flag = new Int32Array(new SharedArrayBuffer(4));
    const clock = `const { workerData: flag } = require('node:worker_threads');
    setTimeout(() => Atomics.store(flag, 0, 1), 300);`;
    const worker = new Worker(clock, { eval: true, workerData: flag });
    const simulator = createSimulator(
      walk(1000),
      { ...settings, samples: 10_000_000 },
      { crew: crewOf(threads), cancelled: flag },
    );
    const shares: number[] = [];
    // The whole run takes minutes.
    const run = () => simulator.run({ onProgress: (share) => shares.push(share) });
    expect(run).toThrow(expect.objectContaining({ name: 'Cancelled' }));
    expect(Math.max(0, ...shares)).toBeLessThan(0.5);
    await worker.terminate();
  },
);

test('a failure on a worker is thrown to the caller, and the crew works on', () => {
  const crew = crewOf(2);
  const task = { kind: 'statistics', columns: [{}], figures: {}, next: {} } as never;
  expect(() => crew.share(task, () => {})).toThrow(/integer|typed array|shared/i);
  const simulator = createSimulator(walk(120), settings, { crew });
  expectSame(simulator.run(), createSimulator(walk(120), settings).run());
});

test('a crew of no thread is refused', async () => {
  await expect(createCrew(0)).rejects.toThrow('threads must be a whole number');
});
