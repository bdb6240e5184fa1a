import { describe, expect, test } from 'vitest';
import { normalQuantile } from '../math/elementary.ts';
import { resolutionOf } from './stopping.ts';
import { contextOf, type TestModel } from './testing/model.ts';

/** `go` leads `stay` by N(lead, 1). */
const model = (lead: number): TestModel => ({
  optionIds: ['stay', 'go'],
  inputs: { x: (u) => normalQuantile(u), y: (u) => normalQuantile(u) },
  outcomes: { value: (x, d) => (x.x ?? 0) + (d === 1 ? lead + (x.y ?? 0) : 0) },
});

const look = (of: TestModel, samples: number, seed = 1, sampler: 'random' | 'sobol' = 'random') => {
  const { frame, samples: run, simulator } = contextOf(of, { samples, seed, sampler });
  return resolutionOf(frame, run, simulator);
};

describe('when to stop', () => {
  test('a wide lead is clear at the first look', () => {
    expect(look(model(0.5), 1_024)).toEqual({ state: 'clear', next: null });
  });

  test('a narrow one is open, and is asked about again after as many samples more', () => {
    expect(look(model(0.03), 1_024)).toEqual({ state: 'open', next: 2_048 });
    expect(look(model(0.03), 65_536)).toEqual({ state: 'clear', next: null });
  });

  test('equal options are as good as each other', () => {
    const equal: TestModel = { ...model(0), outcomes: { value: (x) => x.x ?? 0 } };
    expect(look(equal, 1_024)).toEqual({ state: 'indifferent', next: null });
  });

  test('a constraint on the edge keeps the decision open', () => {
    const edge: TestModel = {
      ...model(0.5),
      scenario: { constraints: [{ id: 'c', expr: 'x > 0', probability: 0.5 }] },
      constraints: { c: (x) => (x.x ?? 0) > 0 },
    };
    expect(look(edge, 1_024).state).toBe('open');
  });

  test.each(['random', 'sobol'] as const)(
    'of 200 %s runs between equals in expectation, few stop at a leader, over six looks',
    (sampler) => {
      let stopped = 0;
      for (let seed = 0; seed < 200; seed += 1) {
        const states = [64, 128, 256, 512, 1_024, 2_048].map(
          (n) => look(model(0), n, seed, sampler).state,
        );
        if (states.includes('clear')) stopped += 1;
      }
      expect(stopped).toBeLessThanOrEqual(6);
    },
  );
});
