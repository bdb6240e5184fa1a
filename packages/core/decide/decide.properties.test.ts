import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalQuantile } from '../math/elementary.ts';
import { decide } from './decide.ts';
import type { Findings } from './findings.ts';
import { contextOf, type TestModel, type TestSettings } from './testing/model.ts';

/** Options whose value is a sum of inputs, a product of two, and a step in the third. */
interface Shape {
  readonly weights: readonly (readonly number[])[];
  readonly seed: number;
  readonly correlated: boolean;
}

const small = fc.integer({ min: -4, max: 4 });
const shape: fc.Arbitrary<Shape> = fc.record({
  weights: fc.array(fc.array(small, { minLength: 5, maxLength: 5 }), {
    minLength: 1,
    maxLength: 5,
  }),
  seed: fc.integer({ min: 0, max: 1_000 }),
  correlated: fc.boolean(),
});

function modelOf({ weights, correlated }: Shape, scale = 1): TestModel {
  return {
    ...(correlated && {
      scenario: { correlations: [{ between: ['a', 'b'] as [string, string], spearman: 0.5 }] },
    }),
    optionIds: weights.map((_, d) => `o${d}`),
    inputs: {
      a: (u) => normalQuantile(u),
      b: (u, all) =>
        correlated
          ? 0.5 * normalQuantile(all[0] as number) + Math.sqrt(0.75) * normalQuantile(u)
          : normalQuantile(u),
      c: (u) => (u < 0.3 ? 1 : 0),
    },
    outcomes: {
      value: ({ a = 0, b = 0, c = 0 }, d) => {
        const [w0 = 0, w1 = 0, w2 = 0, w3 = 0, w4 = 0] = weights[d] as readonly number[];
        return scale * (w0 + w1 * a + w2 * b + w3 * c + w4 * a * b);
      },
    },
  };
}

const run = (model: TestModel, settings: TestSettings): Findings =>
  decide(contextOf(model, settings));
const settingsOf = (s: Shape): TestSettings => ({ samples: 600, seed: s.seed, sampler: 'random' });
const check = (property: fc.IProperty<[Shape]>) => fc.assert(property, { numRuns: 40, seed: 1 });

describe('of any decision', () => {
  test('0 ≤ EVPPI ≤ that of its group ≤ EVPI, which is the expected regret of the best', () => {
    check(
      fc.property(shape, (s) => {
        const { information, options, recommendation } = run(modelOf(s), settingsOf(s));
        const evpi = information.evpi.value;
        const best = options.find((o) => o.id === recommendation.primary);
        expect(evpi).toBeCloseTo(best?.expectedRegret as number, 9);
        for (const { variable, value } of information.evppi) {
          const group = information.groups.find((g) => g.variables.includes(variable));
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(group?.value ?? evpi);
          expect(group?.value ?? 0).toBeLessThanOrEqual(evpi);
        }
      }),
    );
  });

  test('regret is never below 0, and the probabilities of being best sum to 1', () => {
    check(
      fc.property(shape, (s) => {
        const { options } = run(modelOf(s), settingsOf(s));
        expect(options.reduce((a, o) => a + o.probabilityBest.value, 0)).toBeCloseTo(1, 9);
        for (const o of options) {
          expect(o.expectedRegret).toBeGreaterThanOrEqual(0);
          expect(o.maximumRegret).toBeGreaterThanOrEqual(o.expectedRegret - 1e-12);
          expect(o.probabilityBest.low).toBeLessThanOrEqual(o.probabilityBest.value);
          expect(o.probabilityBest.high).toBeGreaterThanOrEqual(o.probabilityBest.value);
        }
      }),
    );
  });

  test('dominance is transitive, never mutual, and its means agree', () => {
    let chains = 0;
    check(
      fc.property(shape, (s) => {
        const { dominance, options } = run(modelOf(s), settingsOf(s));
        const order = new Map(dominance.map((d) => [`${d.by}>${d.dominated}`, d.order]));
        const worth = new Map(options.map((o) => [o.id, o.value.value]));
        for (const { by, dominated } of dominance) {
          expect(order.has(`${dominated}>${by}`)).toBe(false);
          expect(worth.get(by)).toBeGreaterThanOrEqual((worth.get(dominated) as number) - 1e-9);
          for (const next of dominance.filter((d) => d.by === dominated)) {
            const direct = order.get(`${by}>${next.dominated}`);
            const weakest = Math.max(order.get(`${by}>${dominated}`) ?? 3, next.order);
            expect(direct).toBeLessThanOrEqual(weakest);
            chains += 1;
          }
        }
      }),
    );
    expect(chains).toBeGreaterThan(0);
  });

  test('the order of the options changes the order of the answers and nothing else', () => {
    check(
      fc.property(shape, (s) => {
        const turned = { ...s, weights: [...s.weights].reverse() };
        const forth = run(modelOf(s), settingsOf(s));
        const back = run(
          { ...modelOf(turned), optionIds: s.weights.map((_, d) => `o${d}`).reverse() },
          settingsOf(s),
        );
        expect([...back.options].reverse()).toEqual(forth.options);
        expect(back.information.evpi.value).toBeCloseTo(forth.information.evpi.value, 9);
        expect(sorted(back.dominance)).toEqual(sorted(forth.dominance));
        expect(new Set(back.pareto)).toEqual(new Set(forth.pareto));
      }),
    );
  });

  test('eight times the outcome is eight times every figure in its unit, to the bit', () => {
    check(
      fc.property(shape, (s) => {
        const once = run(modelOf(s), settingsOf(s));
        const eight = run(modelOf(s, 8), settingsOf(s));
        expect(eight.options.map((o) => o.value.value)).toEqual(
          once.options.map((o) => 8 * o.value.value),
        );
        expect(eight.information.evpi.value).toBe(8 * once.information.evpi.value);
        expect(eight.recommendation.primary).toBe(once.recommendation.primary);
        expect(eight.recommendation.margin.value).toBe(8 * once.recommendation.margin.value);
        expect(eight.options.map((o) => o.score)).toEqual(once.options.map((o) => o.score));
      }),
    );
  });

  test('shares of variance are within 0…1, and so are their intervals', () => {
    check(
      fc.property(shape, (s) => {
        const { sensitivity } = run(modelOf(s), settingsOf(s));
        for (const { value, low, high } of sensitivity.flatMap((f) => [f.first, f.total])) {
          expect(low).toBeGreaterThanOrEqual(0);
          expect(value).toBeGreaterThanOrEqual(low);
          expect(high).toBeGreaterThanOrEqual(value);
          expect(high).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test('one sample, or one option, is an answer and no error', () => {
    check(
      fc.property(shape, (s) => {
        for (const samples of [1, 2, 3]) {
          const found = run(modelOf(s), { ...settingsOf(s), samples });
          expect(found.recommendation.primary).not.toBeNull();
        }
      }),
    );
  });
});

const sorted = (findings: readonly object[]): string[] =>
  findings.map((f) => JSON.stringify(f)).sort();
