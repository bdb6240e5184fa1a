import type { SweepPlan } from '@scenario-sandbox/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { designOf } from './designs.ts';

const points = (plan: SweepPlan, seed = 0) => {
  const design = designOf(plan, seed);
  return Array.from({ length: design.count }, (_, i) => design.point(i));
};

test('a grid is every combination, the last variable fastest', () => {
  const vary = [
    { variable: 'a', values: [1, 2] },
    { variable: 'b', range: { min: 0, max: 1, steps: 3 } },
  ];
  expect(points({ vary })).toEqual([
    [1, 0],
    [1, 0.5],
    [1, 1],
    [2, 0],
    [2, 0.5],
    [2, 1],
  ]);
});

test('a list goes through all values together', () => {
  const vary = [
    { variable: 'a', values: [1, 2] },
    { variable: 'b', values: [5, 6] },
  ];
  expect(points({ vary, design: 'list' })).toEqual([
    [1, 5],
    [2, 6],
  ]);
});

test('one at a time begins with the scenario as it is', () => {
  const vary = [
    { variable: 'a', values: [1, 2] },
    { variable: 'b', values: [5] },
  ];
  expect(points({ vary, design: 'one-at-a-time' })).toEqual([
    [null, null],
    [1, null],
    [2, null],
    [null, 5],
  ]);
});

test('a latin hypercube has one point in every slice of every variable', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 300 }), fc.maxSafeNat(), (runs, seed) => {
      const vary = ['a', 'b'].map((variable) => ({ variable, range: { min: -2, max: 3 } }));
      const all = points({ vary, design: 'latin-hypercube', runs }, seed);
      for (const v of [0, 1]) {
        const slices = all.map((point) => Math.floor((((point[v] ?? 0) + 2) / 5) * runs));
        expect(new Set(slices).size).toBe(runs);
      }
    }),
    { seed: 1, numRuns: 50 },
  );
});

test('a latin hypercube moves with the seed only', () => {
  const vary = [{ variable: 'a', range: { min: 0, max: 1 } }];
  const plan = { vary, design: 'latin-hypercube', runs: 16 } as const;
  expect(points(plan, 1)).toEqual(points(plan, 1));
  expect(points(plan, 1)).not.toEqual(points(plan, 2));
});

test.each([
  [
    'twice',
    {
      vary: [
        { variable: 'a', values: [1] },
        { variable: 'a', values: [2] },
      ],
    },
  ],
  ['twice', { vary: [{ variable: 'a', values: [1, 1] }] }],
  ['either values or a range', { vary: [{ variable: 'a' }] }],
  ['needs steps', { vary: [{ variable: 'a', range: { min: 0, max: 1 } }] }],
  ['below its max', { vary: [{ variable: 'a', range: { min: 1, max: 1, steps: 2 } }] }],
  ['runs', { vary: [{ variable: 'a', values: [1] }], runs: 5 }],
  [
    'equally many',
    {
      vary: [
        { variable: 'a', values: [1] },
        { variable: 'b', values: [1, 2] },
      ],
      design: 'list',
    },
  ],
  ['runs', { vary: [{ variable: 'a', range: { min: 0, max: 1 } }], design: 'latin-hypercube' }],
  [
    'min and max alone',
    { vary: [{ variable: 'a', values: [1] }], design: 'latin-hypercube', runs: 4 },
  ],
] as [string, SweepPlan][])('refused: %s', (words, plan) => {
  expect(() => designOf(plan, 0)).toThrow(words);
});
