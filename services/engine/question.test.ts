import type { Scenario } from '@scenario-sandbox/contract';
import { ProblemError } from '@scenario-sandbox/service';
import { expect, test } from 'vitest';
import { questionOf } from './question.ts';

const QUOTA = 100_000_000;

function scenarioWith(lines: number): Scenario {
  const names = Array.from({ length: lines }, (_, i) => `line_${i}`);
  return {
    schema: 'scenario.v1',
    id: 'wide',
    title: 'A wide one',
    options: [
      { id: 'a', set: { k: 1 } },
      { id: 'b', set: { k: 2 } },
    ],
    model: Object.fromEntries(names.map((name) => [name, 'k'])),
    objective: { maximise: 'line_0' },
  };
}

function refusal(lines: number, samples: number): ProblemError | null {
  try {
    questionOf({ scenario: scenarioWith(lines), seed: 1, samples }, QUOTA);
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(ProblemError);
    return error as ProblemError;
  }
}

test('a run may have many samples or many lines', () => {
  expect(refusal(1, QUOTA)).toBeNull();
  expect(refusal(2_000, 20_000)).toBeNull();
});

test('a run of many samples of many lines is refused with the number that would be taken', () => {
  const refused = refusal(2_000, 200_000);
  expect(refused?.code).toBe('RESOURCE_LIMIT');
  expect(refused?.message).toMatch(
    /^samples: 200000 asked for, at most 67108 with 2000 model lines/,
  );
  expect(refusal(2_000, 67_108)).toBeNull();
  expect(refusal(2_000, 67_109)?.code).toBe('RESOURCE_LIMIT');
});

test('more samples than the quota are refused first', () => {
  expect(refusal(1, QUOTA + 1)?.message).toContain('QUOTA_PER_RUN');
});
