import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gather } from './gather.ts';
import { isEmittedStep } from './loop-module.ts';
import { type Lowered, lower, type Step } from './lower.ts';
import { anyGraph } from './testing/arbitrary-graph.ts';

const stored = ['inputs', 'outcomes', 'constraints', 'series'] as const;
const OVERRIDES = { values: [], uniforms: [], trials: false, stored };

test('the same steps, each after what it needs', () => {
  fc.assert(
    fc.property(anyGraph, (graph) => {
      const lowered = lower(graph, OVERRIDES);
      const given = new Set(lowered.values.flatMap(({ scalar }, v) => (scalar ? [v] : [])));
      gather(lowered).stages.forEach(({ before, loop }, i) => {
        const was = lowered.stages[i] as Lowered['stages'][number];
        expect(new Set(before)).toEqual(new Set(was.before));
        expect(before).toHaveLength(was.before.length);
        expect(loop).toBe(was.loop);
        for (const { args, out } of before) {
          for (const v of args) expect(given).toContain(v);
          if (out !== null) given.add(out);
        }
        for (const { out } of loop) if (out !== null) given.add(out);
      });
    }),
    { seed: 1, numRuns: 300 },
  );
});

const step = (op: string, out: number | null, ...args: number[]): Step => ({
  ...{ op, out, args },
  ref: 0,
  when: 'always',
});

/** Operations in the order that `gather` puts them in. */
function ordered(before: readonly Step[]): string[] {
  const value = { scalar: false, persistent: false, initial: 0, span: 1 };
  const values = before.map(() => value);
  const [stage] = gather({ values, stages: [{ before, loop: [] }], stores: [] }).stages;
  return (stage?.before ?? []).map(({ op }) => op);
}

test('two chains of arithmetic and kernels become one of each in turn', () => {
  const chain = (first: number) => [
    step('uniform', first),
    step('mul', first + 1, first, first),
    step('exp', first + 2, first + 1),
    step('add', first + 3, first + 2, first),
    step('store', null, first + 3),
  ];
  expect(ordered([...chain(0), ...chain(5)])).toEqual([
    ...['uniform', 'uniform', 'mul', 'mul', 'exp', 'exp'],
    ...['add', 'add', 'store', 'store'],
  ]);
});

test('arithmetic that only a later kernel needs waits for it', () => {
  const steps = [
    ...[step('uniform', 0), step('neg', 1, 0), step('exp', 2, 0)],
    ...[step('mul', 3, 1, 2), step('log', 4, 3), step('store', null, 4)],
  ];
  expect(ordered(steps)).toEqual(['uniform', 'exp', 'neg', 'mul', 'log', 'store']);
});

test('of many steps each window is in order by itself', () => {
  const chains = Array.from({ length: 300 }, (_, i) => [
    ...[step('uniform', 2 * i), step('neg', 2 * i + 1, 2 * i)],
  ]).flat();
  const found = ordered(chains);
  const turns = found.filter((op, i) => op !== found[i - 1]);
  expect(turns).toEqual(['uniform', 'neg', 'uniform', 'neg', 'uniform', 'neg']);
  expect(found.filter((op) => isEmittedStep({ op }))).toHaveLength(300);
});
