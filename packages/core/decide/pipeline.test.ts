import type { Scenario } from '@scenario-sandbox/contract';
import { describe, expect, test } from 'vitest';
import { analyse } from '../analyse.ts';

/** Scenarios as people write them, through the compiler and the kernel. */
const scenario = (parts: Partial<Scenario>): Scenario => ({
  schema: 'scenario.v1',
  id: 'pipeline',
  title: 'Pipeline',
  options: [{ id: 'stay' }, { id: 'go' }],
  ...parts,
});

/** A base of sd 2 beside 12 draws of sd 1. */
const OVER_PERIODS: Partial<Scenario> = {
  variables: {
    base: { dist: 'normal', mean: 0, sd: 2 },
    flow: { dist: 'normal', mean: 0, sd: 1, per: 'period' },
  },
  periods: { count: 12 },
};

describe('a scenario from end to end', () => {
  test('inputs drawn per period: total and first order, a tornado bar', () => {
    // Sum of 12 draws of sd 1 against a base of sd 2: shares 12/16 and 4/16.
    const found = analyse({
      scenario: scenario({
        samples: 16_384,
        ...OVER_PERIODS,
        options: [
          { id: 'stay', set: { scale: 1 } },
          { id: 'go', set: { scale: 2 } },
        ],
        model: { value: 'scale * (base + sum(flow))' },
        objective: { maximise: 'value' },
      }),
    });
    const of = (name: string) =>
      found.sensitivity.find((s) => s.variable === name && s.option === 'stay');
    expect(Math.abs((of('flow')?.total.value ?? 0) - 0.75)).toBeLessThan(0.06);
    expect(Math.abs((of('flow')?.first.value ?? 0) - 0.75)).toBeLessThan(0.12);
    expect(Math.abs((of('base')?.first.value ?? 0) - 0.25)).toBeLessThan(0.02);
    const bar = found.tornado.find((b) => b.variable === 'flow' && b.option === 'stay');
    expect(bar?.high).toBeCloseTo(12 * 1.2815515655446004, 6);
  });

  /** One option that brings a sum over 12 draws of sd 1 less a cost, beside one that brings nothing. */
  const flows = (line: string, cost: number) =>
    analyse({
      scenario: scenario({
        samples: 65_536,
        ...OVER_PERIODS,
        options: [
          { id: 'stay', set: { scale: 0 } },
          { id: 'go', set: { scale: 1 } },
        ],
        model: { value: `scale * (base + ${line} - ${cost})` },
        objective: { maximise: 'value' },
      }),
    });

  test('inputs drawn per period are learned, switched on and studied by their mean over the periods', () => {
    const { information, switchovers } = flows('sum(flow)', 2);
    // The sum tells of the lead what the mean does: a unit normal loss at d = 2 / √12, times √12.
    const sd = Math.sqrt(12);
    const d = 2 / sd;
    const beyond = 0.2818514; // 1 − Φ(0.5773503)
    const loss = Math.exp((-d * d) / 2) / Math.sqrt(2 * Math.PI) - d * beyond;
    const flow = information.evppi.find(({ variable }) => variable === 'flow');
    expect(Math.abs((flow?.value ?? 0) - sd * loss)).toBeLessThan(0.02);
    const change = switchovers.find(({ variable }) => variable === 'flow');
    expect(change).toMatchObject({ to: 'go', side: 'above' });
    expect(Math.abs((change?.threshold ?? 0) - 2 / 12)).toBeLessThan(0.01);
    expect(Math.abs((change?.distanceSd ?? 0) - d)).toBeLessThan(0.03);
    expect(Math.abs((change?.probability ?? 0) - beyond)).toBeLessThan(0.01);
  });

  test('what the mean over the periods is worth is a lower bound of what the whole path is', () => {
    // Only the first draw counts, with which the mean has a correlation of 1 / √12.
    const { information } = flows('sum(if(t < 1, flow, 0))', 0);
    const flow = information.evppi.find(({ variable }) => variable === 'flow')?.value ?? 0;
    const path = 1 / Math.sqrt(2 * Math.PI);
    expect(Math.abs(flow - path / Math.sqrt(12))).toBeLessThan(0.025);
    expect(flow).toBeLessThan(path);
    expect(path).toBeLessThan(information.evpi.value);
  });

  test('correlated inputs: what is left when the partner is known', () => {
    // Spearman 0.582522 is Pearson 2·sin(π·0.582522/6) = 0.6.
    const found = analyse({
      scenario: scenario({
        samples: 16_384,
        variables: {
          a: { dist: 'normal', mean: 0, sd: 1 },
          b: { dist: 'lognormal', meanlog: 0, sdlog: 0.1 },
        },
        correlations: [{ between: ['a', 'b'], spearman: 0.582522 }],
        options: [
          { id: 'stay', set: { scale: 1 } },
          { id: 'go', set: { scale: 2 } },
        ],
        model: { value: 'scale * (a + 10 * log(b))' },
        objective: { maximise: 'value' },
      }),
    });
    const ofStay = found.sensitivity.filter((s) => s.option === 'stay');
    expect(ofStay).toHaveLength(2);
    for (const { first, total } of ofStay) {
      expect(Math.abs(first.value - 0.8)).toBeLessThan(0.02);
      expect(Math.abs(total.value - 0.2)).toBeLessThan(0.03);
    }
    const [group] = found.information.groups;
    expect(group?.variables).toEqual(['a', 'b']);
    expect(group?.value).toBeCloseTo(found.information.evpi.value, 1);
  });

  test('the same question has the same findings, to the bit', () => {
    const question = {
      scenario: scenario({
        samples: 2_000,
        variables: {
          churn: { dist: 'beta', alpha: 4, beta: 96 },
          price: { p10: 20, p50: 30, p90: 45 },
        },
        options: [
          { id: 'stay', set: { fee: 0 } },
          { id: 'go', set: { fee: 400 } },
        ],
        model: { value: 'if(fee > 0, price / churn - fee, 450)' },
        criteria: [
          { id: 'value', outcome: 'value', direction: 'maximise', weight: { min: 1, max: 3 } },
          {
            id: 'effort',
            direction: 'minimise',
            weight: 1,
            scores: { stay: 1, go: { dist: 'triangular', min: 2, mode: 3, max: 6 } },
          },
        ],
        study: { variable: 'churn', n: 200, cost: 1 },
      }),
    };
    const once = analyse(question);
    expect(analyse(question)).toEqual(once);
    expect(once.acceptability).toHaveLength(2);
    expect(once.secondOpinions).toHaveLength(3);
    expect(once.information.studies[0]?.evsi).toBeGreaterThanOrEqual(0);
    expect(once.objective?.kind).toBe('score');
  });
});
