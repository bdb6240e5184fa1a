import { Report } from '@scenario-sandbox/contract';
import fc from 'fast-check';
import { Compile } from 'typebox/compile';
import { describe, expect, test } from 'vitest';
import { anyFindings } from '../narrate/fixtures/arbitrary.ts';
import { change } from '../narrate/fixtures/change.ts';
import { hiring } from '../narrate/fixtures/hiring.ts';
import { around, pricing } from '../narrate/fixtures/pricing.ts';
import { critiqueOf } from '../narrate/index.ts';
import { hashOf } from '../text/hash.ts';
import { resultHashOf, toReport } from './index.ts';

const meta = { timestamp: '2026-11-02T09:30:00.000Z', durationMs: 84.2 };
const schema = Compile(Report);
const reportOf = (findings: typeof pricing) => toReport(findings, critiqueOf(findings), meta);
const problems = (report: unknown) =>
  [...schema.Errors(report)].map(({ instancePath, message }) => `${instancePath} ${message}`);

describe('report.v1', () => {
  test.each([
    ['pricing', pricing],
    ['hiring', hiring],
  ])('%s fits the schema, through JSON too', (_, findings) => {
    const report = reportOf(findings);
    expect(problems(report)).toEqual([]);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  test('the stable keys', () => {
    const report = reportOf(pricing);
    expect(report).toMatchObject({
      schema: 'report.v1',
      decision: {
        title: 'Which pricing model next year?',
        question: 'Should we leave per-seat pricing?',
        options: [
          { id: 'usage', name: 'Usage-based', score: 58.2, rank: 1, probabilityBest: 0.61 },
          { id: 'freemium' },
          { id: 'status-quo' },
        ],
      },
      recommendation: { primary: 'usage', name: 'Usage-based' },
      analysis: {
        confidence: 'medium',
        margin: 222_167,
        valueOfInformation: { evpi: 96_000, unit: 'EUR' },
        switchovers: [{ variable: 'churn', from: 'usage', to: 'freemium', threshold: 0.0291 }],
      },
      meta: { scenarioId: 'saas-pricing', seed: 2024, samples: 20_000, ...meta },
    });
    expect(report.decision.options[0]).not.toHaveProperty('certaintyEquivalent');
    expect(report.recommendation.reasons).not.toEqual([]);
    expect(report.recommendation.conditions).not.toEqual([]);
    expect(report.analysis.critique).not.toEqual([]);
  });

  test('an index and a swing of one input stand in one row, the largest share first', () => {
    const { sensitivity } = reportOf(pricing).analysis;
    expect(sensitivity).toHaveLength(5);
    expect(sensitivity[0]).toMatchObject({
      ...{ variable: 'churn', sobolFirst: 0.49, sobolTotal: 0.55, low: 1_720_000, high: 790_000 },
    });
    expect(sensitivity.map(({ variable }) => variable)).toEqual([
      ...['churn', 'price', 'growth', 'margin', 'capex'],
    ]);
  });

  test('a certainty equivalent is there with risk alone', () => {
    const averse = change(pricing, {
      options: pricing.options.map((option) => ({ ...option, certaintyEquivalent: 9e5 })),
    });
    expect(reportOf(averse).decision.options[0]?.certaintyEquivalent).toBe(9e5);
  });

  test('what is not finite is null', () => {
    const report = reportOf(
      change(pricing, {
        recommendation: { margin: around(Number.NaN, 1) },
        information: { evpi: { value: Infinity, low: -Infinity, high: 0 } },
      }),
    );
    expect(report.analysis.margin).toBeNull();
    expect(report.analysis.valueOfInformation.evpi).toBeNull();
    expect(problems(report)).toEqual([]);
  });

  test('an incomplete scenario has its options, without figures', () => {
    const report = reportOf(
      change(pricing, {
        frame: { incomplete: 'no model' },
        options: [],
        objective: null as never,
        recommendation: { primary: null as never, runnerUp: null as never, reason: 'no model' },
      }),
    );
    expect(problems(report)).toEqual([]);
    expect(report.decision.options).toMatchObject([
      { id: 'usage', score: null, rank: null },
      {},
      {},
    ]);
    expect(report.recommendation).toMatchObject({ primary: null, name: null, reasons: [] });
    expect(report.analysis).toMatchObject({ probabilityBest: null, margin: null, objective: null });
  });
});

describe('resultHash', () => {
  test('is the hash of the report without timestamp, duration and itself', () => {
    const report = reportOf(pricing);
    const { timestamp: _, durationMs: __, resultHash, ...rest } = report.meta;
    expect(resultHash).toBe(hashOf({ ...report, meta: rest }));
    expect(resultHash).toBe(resultHashOf(pricing, critiqueOf(pricing)));
  });

  test('does not hang on when and how fast, but on every figure', () => {
    const [first, later] = [meta, { timestamp: '2027-01-01T00:00:00Z', durationMs: 1 }].map(
      (when) => toReport(pricing, critiqueOf(pricing), when).meta.resultHash,
    );
    expect(later).toBe(first);
    const other = change(pricing, { recommendation: { probabilityBest: 0.6100000001 } });
    expect(reportOf(other).meta.resultHash).not.toBe(first);
  });
});

test('any findings at all fit the schema', () => {
  fc.assert(
    fc.property(anyFindings, (findings) => {
      const report = reportOf(findings);
      expect(problems(report)).toEqual([]);
      expect(report.meta.resultHash).toMatch(/^[0-9a-f]{64}$/);
    }),
    { seed: 1, numRuns: 300 },
  );
});
