import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalQuantile } from '../math/elementary.ts';
import { decide } from './decide.ts';
import { contextOf, type TestModel } from './testing/model.ts';

/** A figure an option yields: well behaved, constant, huge, missing here and there, or never there. */
const kind = fc.constantFrom(
  'fine',
  'constant',
  'huge',
  'sometimes NaN',
  'sometimes ∞',
  'always NaN',
);

interface Shape {
  readonly kinds: readonly (readonly [string, string])[];
  readonly criteria: 'one' | 'several' | 'ranked' | 'curve';
  readonly averse: boolean;
  readonly correlated: boolean;
  readonly constrained: boolean;
  readonly samples: number;
  readonly direction: 'maximise' | 'minimise';
}

const shape: fc.Arbitrary<Shape> = fc.record({
  kinds: fc.array(fc.tuple(kind, kind), { minLength: 1, maxLength: 4 }),
  criteria: fc.constantFrom('one', 'several', 'ranked', 'curve'),
  averse: fc.boolean(),
  correlated: fc.boolean(),
  constrained: fc.boolean(),
  samples: fc.constantFrom(1, 2, 5, 64, 700),
  direction: fc.constantFrom('maximise', 'minimise'),
});

function figure(kind: string, a: number, b: number, option: number): number {
  if (kind === 'constant') return option;
  if (kind === 'huge') return 1e200 * a;
  if (kind === 'sometimes NaN' && b > 1) return Number.NaN;
  if (kind === 'sometimes ∞' && b > 1) return Number.POSITIVE_INFINITY;
  return kind === 'always NaN' ? Number.NaN : a * b + option;
}

function modelOf(s: Shape): TestModel {
  const { direction } = s;
  const weights = s.criteria === 'ranked' ? [{ rank: 1 }, { rank: 2 }] : [{ min: 0, max: 2 }, 1];
  const curve: [number, number][] = [
    [-1, 0],
    [0, 0.7],
    [3, 1],
  ];
  const criteria = [
    { id: 'first', outcome: 'first', direction, weight: weights[0] as number },
    {
      id: 'second',
      outcome: 'second',
      direction: 'maximise' as const,
      weight: weights[1] as number,
      ...(s.criteria === 'curve' && { value: curve }),
    },
  ];
  return {
    scenario: {
      ...(s.criteria === 'one' ? { objective: { [direction]: 'first' } as never } : { criteria }),
      ...(s.averse && { risk: { attitude: 'averse' as const, tolerance: 0.5 } }),
      ...(s.correlated && {
        correlations: [{ between: ['a', 'b'] as [string, string], spearman: 0.4 }],
      }),
      ...(s.constrained && { constraints: [{ id: 'c', expr: 'a > 0', probability: 0.5 }] }),
      study: [
        { variable: 'a', n: 10, cost: 1 },
        { variable: 'nowhere', n: 1 },
      ],
    },
    optionIds: s.kinds.map((_, d) => `o${d}`),
    inputs: {
      a: (u) => normalQuantile(u),
      b: (u, all) => normalQuantile(s.correlated ? (u + (all[0] as number)) / 2 : u),
      fixed: () => 3,
    },
    outcomes: {
      first: ({ a = 0, b = 0 }, d) => figure(s.kinds[d]?.[0] ?? '', a, b, d),
      second: ({ a = 0, b = 0 }, d) => figure(s.kinds[d]?.[1] ?? '', b, a, d),
    },
    constraints: { c: (x) => (x.a ?? 0) > 0 },
  };
}

test('whatever a model yields, there is an answer of plain data, and a reason where there is none', () => {
  const seen = { primary: 0, none: 0, switchovers: 0 };
  fc.assert(
    fc.property(shape, fc.integer({ min: 0, max: 99 }), (s, seed) => {
      const found = decide(contextOf(modelOf(s), { samples: s.samples, seed }));
      expect(structuredClone(found)).toEqual(found);
      expect(found.options).toHaveLength(s.kinds.length);
      const { primary, reason } = found.recommendation;
      seen[primary === null ? 'none' : 'primary'] += 1;
      seen.switchovers += found.switchovers.length;
      if (primary === null) expect(reason).toMatch(/NaN or infinity/);
      else expect(found.options.map((o) => o.id)).toContain(primary);
      for (const { threshold, probability } of found.switchovers) {
        expect(Number.isFinite(threshold)).toBe(true);
        expect(probability).toBeGreaterThan(0);
      }
    }),
    { numRuns: 150, seed: 1 },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
});
