import type { Report } from '@scenario-sandbox/contract';

/** Reports for tests: figures made up from one shape, so that they agree with each other. */

type Statistics = Report['decision']['options'][number]['outcomes'][string];

const zScores = {
  p5: -1.645,
  p10: -1.282,
  p25: -0.674,
  p50: 0,
  p75: 0.674,
  p90: 1.282,
  p95: 1.645,
};

/** Statistics of a skewed outcome: mean + sd (z + skew (z² − 1)). */
export function statistics(mean: number, sd: number, skew = 0): Statistics {
  const at = (z: number) => mean + sd * (z + skew * (z * z - 1));
  const of = (key: keyof typeof zScores) => at(zScores[key]);
  return {
    mean,
    sd,
    p5: of('p5'),
    p10: of('p10'),
    p25: of('p25'),
    p50: of('p50'),
    p75: of('p75'),
    p90: of('p90'),
    p95: of('p95'),
    cvar5: at(-2.06),
    min: at(-3.2),
    max: at(3.2),
    nan: 0,
    infinite: 0,
  };
}

export interface OptionDraft {
  readonly id: string;
  readonly name: string;
  readonly mean: number;
  readonly sd: number;
}

const drafts: readonly OptionDraft[] = [
  { id: 'usage', name: 'Usage-based', mean: 1.31e6, sd: 420e3 },
  { id: 'freemium', name: 'Freemium with paid tiers', mean: 1.12e6, sd: 900e3 },
  { id: 'tiered', name: 'Three tiers', mean: 980e3, sd: 260e3 },
  { id: 'per-seat', name: 'Keep per-seat pricing', mean: 720e3, sd: 120e3 },
];

function option(draft: OptionDraft, i: number, all: readonly OptionDraft[]) {
  const shares = all.map((_, k) => 0.5 ** k);
  const total = shares.reduce((sum, share) => sum + share, 0);
  return {
    id: draft.id,
    name: draft.name,
    description: '',
    score: 90 - i,
    rank: i + 1,
    probabilityBest: (shares[i] ?? 0) / total,
    expectedRegret: 20e3 * i,
    maximumRegret: 90e3 * i,
    outcomes: { npv: statistics(draft.mean, draft.sd, 0.15) },
    series: {
      customers: Array.from({ length: 36 }, (_, t) =>
        statistics(2800 + (draft.mean / 30e3) * t, (draft.sd / 50e3) * Math.sqrt(t), 0.1),
      ),
    },
  };
}

const inputs = [
  ['churn', 'Monthly churn', '1/month', 0.022, 0.041, 0.9],
  ['price', 'Price', 'EUR/month', 22, 44, -0.8],
  ['growth', 'Growth of sign-ups', '1/month', 0.01, 0.05, -0.6],
  ['capex', 'Migration cost', 'EUR', 80e3, 260e3, 0.25],
  ['support', 'Support cost', 'EUR/month', 2.1, 5.4, 0.1],
] as const;

const input = (name: string, label: string, unit: string, p10: number, p90: number) => ({
  name,
  label,
  unit,
  kind: 'metalog',
  shared: true,
  options: [],
  perPeriod: false,
  source: null,
  note: null,
  mean: (p10 + p90) / 2,
  sd: (p90 - p10) / 2.56,
  p5: p10 * 0.95,
  p10,
  p50: (p10 + p90) / 2,
  p90,
  p95: p90 * 1.05,
});

/** A whole report over the options given: the four pricing models by default. */
export function sampleReport(options: readonly OptionDraft[] = drafts): Report {
  const [first, second] = options;
  const base = first?.mean ?? 0;
  const lead = first?.id ?? '';
  return {
    schema: 'report.v1',
    decision: {
      title: 'Which pricing model next year?',
      question: null,
      options: options.map(option),
    },
    recommendation: {
      primary: lead,
      name: first?.name ?? '',
      runnerUp: second?.id ?? null,
      reason: null,
      tooCloseToCall: false,
      summary: `Choose ${first?.name}.`,
      reasons: [],
      conditions: [],
    },
    analysis: analysisOf(options, base, lead, second?.id ?? lead),
    frame: {
      inputs: inputs.map(([name, label, unit, p10, p90]) => input(name, label, unit, p10, p90)),
      outcomes: [{ name: 'npv', unit: 'EUR', label: 'NPV over 36 months' }],
      series: [{ name: 'customers', unit: 'customers', label: 'Customers' }],
      periods: { count: 36, unit: 'month' },
      unused: [],
      sampler: 'sobol',
    },
    meta: {
      scenarioId: 'saas-pricing',
      seed: 2024,
      timestamp: '2025-01-01T00:00:00.000Z',
      runId: 'run',
      scenarioHash: 'scenario',
      resultHash: '0'.repeat(64),
      samples: 20000,
      engineVersion: '0.1.0',
      durationMs: 100,
    },
  };
}

function analysisOf(options: readonly OptionDraft[], base: number, lead: string, next: string) {
  return {
    confidence: 'medium' as const,
    probabilityBest: 0.53,
    margin: 190e3,
    objective: {
      kind: 'outcome' as const,
      outcome: 'npv',
      direction: 'maximise' as const,
      unit: 'EUR',
      criteria: [],
    },
    valueOfInformation: {
      evpi: 92e3,
      evppi: inputs.map(([variable], i) => ({ variable, value: 61e3 / (i + 1) ** 2, error: 900 })),
      groups: [],
      studies: [{ variable: 'churn', n: 200, cost: 15e3, evsi: 38e3, net: 23e3 }],
      unit: 'EUR',
    },
    sensitivity: inputs.map(([variable, , , inputLow, inputHigh, effect]) => ({
      variable,
      option: lead,
      outcome: 'npv',
      sobolFirst: 0.45 * Math.abs(effect) ** 2,
      sobolTotal: 0.6 * Math.abs(effect) ** 2,
      low: base + 400e3 * effect,
      high: base - 520e3 * effect,
      base,
      inputLow,
      inputHigh,
      monotone: true,
    })),
    switchovers: [
      {
        variable: 'churn',
        from: lead,
        to: next,
        threshold: 0.041,
        side: 'above' as const,
        probability: 0.23,
        distanceSd: 1.1,
      },
      {
        variable: 'price',
        from: lead,
        to: next,
        threshold: 24.5,
        side: 'below' as const,
        probability: 0.14,
        distanceSd: -1,
      },
    ],
    weightSwitchovers: [],
    dominance: [],
    pareto: [],
    constraints: [],
    acceptability: options.map(({ id }, i) => ({
      option: id,
      ranks: options.map(
        (_, k) => 1 / options.length + (k === i ? 0.3 : -0.3 / Math.max(1, options.length - 1)),
      ),
      centralWeights: null,
      confidenceFactor: null,
    })),
    pairs: [],
    secondOpinions: [],
    critique: [],
  };
}
