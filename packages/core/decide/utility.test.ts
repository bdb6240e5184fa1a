import { describe, expect, test } from 'vitest';
import { decide } from './decide.ts';
import { contextOf, type TestModel } from './testing/model.ts';

const averse = (tolerance: number): NonNullable<TestModel['scenario']> => ({
  risk: { attitude: 'averse', tolerance },
});

describe('certainty equivalent', () => {
  test('of a sure amount is that amount', () => {
    const found = decide(
      contextOf({
        optionIds: ['sure', 'gamble'],
        inputs: { x: (u) => 900_000 * u - 500_000 },
        outcomes: { worth: (x, d) => (d === 0 ? 1234.5 : (x.x ?? 0)) },
        scenario: averse(700_000),
      }),
    );
    expect(found.options[0]?.value).toEqual({ value: 1234.5, low: 1234.5, high: 1234.5 });
  });

  test('tells options apart however small the tolerance is beside what they are worth', () => {
    const found = decide(
      contextOf({
        optionIds: ['one', 'five', 'six'],
        inputs: { x: (u) => 99_000 + 2_000 * u },
        outcomes: { worth: (x, d) => ([1, 5, 6][d] as number) * (x.x ?? 0) },
        scenario: averse(1),
      }),
    );
    expect(found.options.map((option) => option.rank)).toEqual([3, 2, 1]);
    expect(found.recommendation.primary).toBe('six');
    // All but sure of the least: the certainty equivalent lies just above it.
    found.options.forEach((option, d) => {
      const least = ([1, 5, 6][d] as number) * 99_000;
      expect(option.certaintyEquivalent).toBeGreaterThanOrEqual(least);
      expect(option.certaintyEquivalent).toBeLessThan(least + 20);
    });
    expect(Number.isFinite(found.recommendation.margin.value)).toBe(true);
    expect(found.information.evpi.value).toBe(0);
  });

  test('and what information is worth stay finite where options fail in turn', () => {
    const found = decide(
      contextOf({
        optionIds: ['low', 'high'],
        inputs: { x: (u) => u },
        outcomes: { worth: (x, d) => ((x.x ?? 0) < 0.5 === (d === 0) ? 1e6 : 0) },
        scenario: averse(10),
      }),
    );
    expect(found.information.evpi.value).toBeGreaterThan(0);
    expect(Number.isFinite(found.information.evpi.value)).toBe(true);
  });
});
