import { describe, expect, test } from 'vitest';
import { exp, normalCdf, normalQuantile } from '../math/elementary.ts';
import { decide } from './decide.ts';
import { analyses } from './registry.ts';
import { contextOf, type TestModel } from './testing/model.ts';

const density = (z: number): number => 0.3989422804014327 * exp((-z * z) / 2);
const choose =
  (...steps: readonly [number, number][]) =>
  (u: number): number =>
    (steps.find(([p]) => u < p) ?? (steps[steps.length - 1] as [number, number]))[1];

/** Raiffa's oil wildcatter, in thousands: Shenoy, Valuation-Based Systems for Bayesian Decision Analysis (1992). */
const wildcatter: TestModel = {
  optionIds: ['pass', 'drill'],
  inputs: { oil: choose([0.5, 0], [0.8, 120], [1, 270]) },
  outcomes: { profit: (x, d) => (d === 0 ? 0 : (x.oil ?? 0) - 70) },
};

/** The oil wildcatter of the SAS/OR user's guide, procedure DTREE. */
const dtree: TestModel = {
  optionIds: ['pass', 'drill'],
  inputs: {
    oil: choose([0.5, 0], [0.8, 700_000], [1, 1_200_000]),
    cost: choose([0.2, 150_000], [0.8, 300_000], [1, 500_000]),
  },
  outcomes: { profit: (x, d) => (d === 0 ? 0 : (x.oil ?? 0) - (x.cost ?? 0)) },
};

describe('published decisions', () => {
  test('oil wildcatter: drill, 20; perfect information 35', () => {
    const found = decide(contextOf(wildcatter));
    expect(found.recommendation.primary).toBe('drill');
    expect(found.options[1]?.value.value).toBeCloseTo(20, 1);
    expect(found.information.evpi.value).toBeCloseTo(35, 1);
    expect(found.information.evppi[0]?.value).toBeCloseTo(35, 1);
    expect(found.options[1]?.probabilityBest.value).toBeCloseTo(0.5, 3);
  });

  test('DTREE: 140,000; information on oil 155,000, on cost 10,000', () => {
    const found = decide(contextOf(dtree));
    const evppi = Object.fromEntries(found.information.evppi.map((e) => [e.variable, e.value]));
    expect(found.options[1]?.value.value).toBeCloseTo(140_000, -3);
    expect(Math.abs((evppi.oil ?? 0) - 155_000)).toBeLessThan(500);
    expect(Math.abs((evppi.cost ?? 0) - 10_000)).toBeLessThan(500);
  });

  test('DTREE: with a risk tolerance of 700,000 drilling is worth −13,580', () => {
    const scenario = { risk: { attitude: 'averse' as const, tolerance: 700_000 } };
    const found = decide(contextOf({ ...dtree, scenario }));
    expect(Math.abs((found.options[1]?.certaintyEquivalent ?? 0) + 13_580)).toBeLessThan(500);
    expect(found.options[1]?.value.value).toBe(found.options[1]?.certaintyEquivalent);
    expect(found.recommendation.primary).toBe('pass');
    const { low, value, high } = found.options[1]?.value ?? { low: 0, value: 0, high: 0 };
    expect(low).toBeLessThan(value);
    expect(value).toBeLessThan(high);
  });

  test('newsvendor: expected profits by the normal loss function, best at the critical ratio', () => {
    // Price 10, cost 6, demand N(100, 20²): E[min(q, D)] = q − 20·(φ(z) + z·Φ(z)), z = (q − 100)/20.
    const orders = [80, 90, 95, 100, 120];
    const model: TestModel = {
      optionIds: orders.map((q) => `order-${q}`),
      inputs: { demand: (u) => 100 + 20 * normalQuantile(u) },
      outcomes: {
        profit: (x, d) =>
          10 * Math.min(orders[d] as number, x.demand ?? 0) - 6 * (orders[d] as number),
      },
    };
    const found = decide(contextOf(model));
    orders.forEach((q, d) => {
      const z = (q - 100) / 20;
      const mean = 10 * (q - 20 * (density(z) + z * normalCdf(z))) - 6 * q;
      expect(found.options[d]?.value.value).toBeCloseTo(mean, 1);
    });
    // Φ⁻¹(0.4) = −0.2533: 94.9 is the best quantity.
    expect(found.recommendation.primary).toBe('order-95');
  });
});

describe('what is said of a run', () => {
  test('minimised outcomes keep their sign, rank the lowest first, and cvar5 is their worst end', () => {
    const model: TestModel = {
      scenario: { objective: { minimise: 'cost' } },
      optionIds: ['dear', 'cheap'],
      inputs: { x: (u) => u },
      outcomes: { cost: (x, d) => (d === 0 ? 100 : 50) + (x.x ?? 0) },
    };
    const { options, recommendation } = decide(contextOf(model));
    expect(recommendation).toMatchObject({
      primary: 'cheap',
      runnerUp: 'dear',
      confidence: 'high',
    });
    expect(recommendation.margin.value).toBeCloseTo(50, 9);
    expect(options[1]?.value.value).toBeCloseTo(50.5, 2);
    expect(options[1]?.value.low).toBeLessThan(options[1]?.value.high as number);
    expect(options[1]?.score).toBeGreaterThan(options[0]?.score as number);
    expect(options[1]?.outcomes.cost?.cvar5).toBeCloseTo(50.975, 2);
  });

  const valued = (share: number): TestModel => ({
    optionIds: ['a', 'b'],
    inputs: { x: (u) => u },
    outcomes: {
      value: (x, d) => (d === 0 && (x.x ?? 0) < 1 - share ? Number.NaN : (x.x ?? 0) + d),
    },
  });

  test('samples without a value for an option are left out for all', () => {
    const { options } = decide(contextOf(valued(0.5)));
    expect(options.map((o) => o.value.value)).toEqual([
      expect.closeTo(0.75, 3),
      expect.closeTo(1.75, 3),
    ]);
    expect(options[0]?.outcomes.value?.nan).toBe(8192);
  });

  /** Takes `gain`, but for a loss in one case of `every`; the other option is worth 0. */
  const insuring = (loss: number, every: number): TestModel => ({
    optionIds: ['insure', 'abstain'],
    inputs: { u: (u) => u },
    outcomes: { value: ({ u = 0 }, d) => (d === 1 ? 0 : 1 - (u * every < 1 ? loss : 0)) },
  });

  test.each([
    ['a loss of 50 in 1,250 cases', insuring(50, 1_250), 'medium'],
    ['a loss of 2 in 50 cases', insuring(2, 50), 'high'],
    ['a gain of 2,000 in 1,250 cases, never behind', insuring(-2_000, 1_250), 'high'],
  ] as const)(
    'confidence is a step lower where a lead rests on rare cases: %s',
    (_, model, confidence) => {
      const { recommendation } = decide(contextOf(model));
      expect(recommendation).toMatchObject({
        primary: 'insure',
        tooCloseToCall: false,
        confidence,
      });
      expect(recommendation.rareShare > 0.1).toBe(confidence === 'medium');
    },
  );

  test('confidence is low where more than one sample in twenty is left out', () => {
    expect(decide(contextOf(valued(0.96))).recommendation.confidence).toBe('high');
    expect(decide(contextOf(valued(0.94))).recommendation.confidence).toBe('low');
  });

  test('no value at all: nothing is recommended, and the reason says so', () => {
    const model: TestModel = {
      optionIds: ['a', 'b'],
      inputs: { x: (u) => u },
      outcomes: { value: () => Number.NaN },
    };
    const { recommendation } = decide(contextOf(model));
    expect(recommendation.primary).toBeNull();
    expect(recommendation.reason).toMatch(/NaN or infinity/);
  });

  test('equal options are too close to call, and share being best', () => {
    const model: TestModel = {
      optionIds: ['a', 'b'],
      inputs: { x: (u) => u },
      outcomes: { value: (x) => x.x ?? 0 },
    };
    const { options, recommendation } = decide(contextOf(model));
    expect(recommendation).toMatchObject({ primary: 'a', tooCloseToCall: true, confidence: 'low' });
    expect(options.map((o) => o.probabilityBest.value)).toEqual([0.5, 0.5]);
    expect(options.map((o) => o.rank)).toEqual([1, 1]);
  });

  test('an option that breaks a constraint is not recommended unless all do', () => {
    const model = (limit: number): TestModel => ({
      scenario: { constraints: [{ id: 'safe', expr: 'value > limit', probability: 0.9 }] },
      optionIds: ['bold', 'careful'],
      inputs: { x: (u) => u - 0.5 },
      outcomes: { value: (x, d) => (d === 0 ? 1 + 10 * (x.x ?? 0) : 0.5 + (x.x ?? 0)) },
      constraints: {
        safe: (x, d) => (d === 0 ? 1 + 10 * (x.x ?? 0) : 0.5 + (x.x ?? 0)) > limit,
      },
    });
    const feasible = decide(contextOf(model(-1)));
    expect(feasible.recommendation).toMatchObject({
      primary: 'careful',
      runnerUp: null,
      reason: null,
    });
    expect(feasible.constraints.map((c) => c.satisfied)).toEqual([false, true]);
    expect(feasible.information.evpi.value).toBe(0);
    const none = decide(contextOf(model(50)));
    expect(none.recommendation).toMatchObject({ primary: 'bold', confidence: 'low' });
    expect(none.recommendation.reason).toMatch(/No option satisfies every constraint/);
  });

  test('one step less sure where a constraint may be either side of what it requires', () => {
    const model = (limit: number): TestModel => ({
      scenario: { constraints: [{ id: 'safe', expr: 'x < limit', probability: 0.9 }] },
      optionIds: ['a', 'b'],
      inputs: { x: (u) => u },
      outcomes: { value: (_, d) => d },
      constraints: { safe: (x) => (x.x ?? 0) < limit },
    });
    const sure = (limit: number) => decide(contextOf(model(limit))).recommendation.confidence;
    expect(sure(0.99)).toBe('high');
    expect(sure(0.901)).toBe('medium');
  });

  test('no surer than the weights allow', () => {
    const model = (weight: object): TestModel => ({
      scenario: {
        criteria: ['y0', 'y1'].map((outcome, k) => ({
          id: `k${k}`,
          outcome,
          direction: 'maximise' as const,
          weight: k === 0 ? (weight as { min: number; max: number }) : 1,
          scale: { worst: 0, best: 1 },
        })),
      },
      optionIds: ['a', 'b'],
      inputs: { x: (u) => u },
      outcomes: { y0: (_, d) => (d === 0 ? 1 : 0), y1: (_, d) => (d === 0 ? 0 : 1) },
    });
    const sure = (min: number, max: number) =>
      decide(contextOf(model({ min, max }))).recommendation.confidence;
    expect(sure(2, 3)).toBe('high');
    expect(sure(0.6, 3)).toBe('high');
    expect(sure(0, 3)).toBe('medium');
  });

  test('an incomplete scenario: the reason, and empty lists', () => {
    const context = contextOf(wildcatter);
    const frame = { ...context.frame, incomplete: 'It has no objective.' };
    const found = decide({ ...context, frame });
    expect(found.recommendation).toMatchObject({ primary: null, reason: 'It has no objective.' });
    expect(found).toMatchObject({ objective: null, options: [], pairs: [], constraints: [] });
  });
});

describe('which analyses run', () => {
  const context = contextOf(wildcatter);

  test('all, each announced once, the share rising to 1', () => {
    const steps: [string, number][] = [];
    decide(context, (name, share) => steps.push([name, share]));
    expect(steps.map(([name]) => name)).toEqual(['ranking', ...Object.keys(analyses)]);
    expect(steps.map(([, share]) => share)).toEqual(steps.map((_, i) => (i + 1) / steps.length));
  });

  test('none', () => {
    const found = decide({ ...context, analyses: [] });
    expect(found.recommendation.primary).toBe('drill');
    expect(found.information.evppi).toEqual([]);
    expect(found.tornado).toEqual([]);
  });

  test('some', () => {
    const found = decide({ ...context, analyses: ['information'] });
    expect(found.information.evppi).toHaveLength(1);
    expect(found.sensitivity).toEqual([]);
  });

  test('one that does not exist', () => {
    expect(() => decide({ ...context, analyses: ['horoscope'] })).toThrow(/there is no horoscope/);
  });

  test('the findings are plain data that can be cloned', () => {
    const found = decide(context);
    expect(structuredClone(found)).toEqual(found);
  });
});
