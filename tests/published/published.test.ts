import { readdirSync, readFileSync } from 'node:fs';
import type { Report } from '@scenario-sandbox/contract';
import { analyse } from '@scenario-sandbox/core/analyse.ts';
import { toReport } from '@scenario-sandbox/core/report/index.ts';
import { readScenario } from '@scenario-sandbox/core/scenario/index.ts';
import { expect, test } from 'vitest';

/**
 * Decisions whose answers are published or have a closed form, each a scenario of its own beside this
 * file. What is expected stands in its `context`, with where it comes from. A figure may differ by four
 * standard errors of as many independent samples, and by the rounding of its source.
 */
interface Published {
  readonly recommendation?: string;
  readonly options: Readonly<Record<string, PublishedOption>>;
  readonly evpi?: number;
  readonly evppi?: Readonly<Record<string, number>>;
  readonly evsi?: Readonly<Record<string, number>>;
  readonly rounding?: number;
}

interface PublishedOption {
  readonly mean?: number;
  readonly sd?: number;
  readonly probabilityBest?: number;
  readonly certaintyEquivalent?: number;
  readonly outcomes?: Readonly<Record<string, number>>;
}

const STANDARD_ERRORS = 4;
/** Half an interval of 95 %, in standard errors. */
const HALF_INTERVAL = 1.96;

const cases = readdirSync(new URL('.', import.meta.url))
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.slice(0, -'.yaml'.length));

test.each(cases)('%s comes out as published', (id) => {
  const { report, published } = answerOf(id);
  const within = (
    what: string,
    found: number | null | undefined,
    expected: number,
    error: number,
  ) => {
    const most = STANDARD_ERRORS * error + (published.rounding ?? 0) + 1e-9 * Math.abs(expected);
    expect(Math.abs((found ?? Number.NaN) - expected), `${what}: ${found}`).toBeLessThanOrEqual(
      most,
    );
  };
  if (published.recommendation) {
    expect(report.recommendation.primary).toBe(published.recommendation);
  }
  for (const [name, expected] of Object.entries(published.options)) {
    checkOption(report, name, expected, within);
  }
  const { evpi, evpiInterval, evppi, studies } = report.analysis.valueOfInformation;
  const evpiError = ((evpiInterval?.high ?? 0) - (evpiInterval?.value ?? 0)) / HALF_INTERVAL;
  if (published.evpi !== undefined) within('EVPI', evpi, published.evpi, evpiError);
  for (const [variable, worth] of Object.entries(published.evppi ?? {})) {
    const found = evppi.find((finding) => finding.variable === variable);
    within(`EVPPI of ${variable}`, found?.value, worth, found?.error ?? 0);
  }
  for (const [variable, worth] of Object.entries(published.evsi ?? {})) {
    const found = studies.find((study) => study.variable === variable);
    within(`EVSI of ${variable}`, found?.evsi, worth, found?.error ?? 0);
  }
});

type Within = (
  what: string,
  found: number | null | undefined,
  expected: number,
  error: number,
) => void;

function checkOption(report: Report, id: string, expected: PublishedOption, within: Within): void {
  const option = report.decision.options.find((candidate) => candidate.id === id);
  if (option === undefined) throw new Error(`${id} is no option`);
  const { objective } = report.analysis;
  const statistics = option.outcomes[objective?.outcome ?? ''];
  const root = Math.sqrt(report.meta.samples);
  const sd = statistics?.sd ?? 0;
  if (expected.mean !== undefined)
    within(`${id}: mean`, statistics?.mean, expected.mean, sd / root);
  // The error of a standard deviation is about sd / √(2n) for tails no heavier than normal ones.
  if (expected.sd !== undefined) within(`${id}: sd`, sd, expected.sd, sd / root);
  if (expected.probabilityBest !== undefined) {
    const p = expected.probabilityBest;
    within(`${id}: P(best)`, option.probabilityBest, p, Math.sqrt(p * (1 - p)) / root);
  }
  if (expected.certaintyEquivalent !== undefined) {
    within(
      `${id}: certainty equivalent`,
      option.certaintyEquivalent,
      expected.certaintyEquivalent,
      sd / root,
    );
  }
  for (const [name, mean] of Object.entries(expected.outcomes ?? {})) {
    within(
      `${id}: ${name}`,
      option.outcomes[name]?.mean,
      mean,
      (option.outcomes[name]?.sd ?? 0) / root,
    );
  }
}

function answerOf(id: string): { report: Report; published: Published } {
  const read = readScenario(readFileSync(new URL(`${id}.yaml`, import.meta.url), 'utf8'));
  if (!('scenario' in read)) throw new Error(`${id} cannot be read: ${JSON.stringify(read)}`);
  const { scenario } = read;
  const report = toReport(analyse({ scenario }), [], { timestamp: '', durationMs: 0 });
  return { report, published: scenario.context?.published as Published };
}
