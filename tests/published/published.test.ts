import { readdirSync, readFileSync } from 'node:fs';
import type { Report } from '@scenario-sandbox/contract';
import { analyse } from '@scenario-sandbox/core/analyse.ts';
import { toReport } from '@scenario-sandbox/core/report/index.ts';
import { readScenario } from '@scenario-sandbox/core/scenario/index.ts';
import { describe, expect, test } from 'vitest';

/**
 * Decisions whose answers are published or have a closed form, each a scenario of its own beside this
 * file. Its `context` holds what the source prints, and `reference.json` what check.py works out for it
 * without the product. The report may differ from that by four standard errors of as many independent
 * samples; what is printed, by its rounding.
 */
interface Figures {
  readonly options?: Readonly<Record<string, OptionFigures>>;
  readonly constraints?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly acceptability?: Readonly<Record<string, readonly number[]>>;
  readonly centralWeights?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly confidenceFactor?: Readonly<Record<string, number>>;
  /** 1 on the Pareto frontier, else 0. */
  readonly pareto?: Readonly<Record<string, number>>;
  readonly topsis?: Readonly<Record<string, number>>;
  readonly vikor?: Readonly<Record<string, number>>;
  readonly promethee2?: Readonly<Record<string, number>>;
  readonly evpi?: number;
  readonly evppi?: Readonly<Record<string, number>>;
  readonly evsi?: Readonly<Record<string, number>>;
}

interface OptionFigures {
  readonly mean?: number;
  readonly sd?: number;
  readonly probabilityBest?: number;
  readonly certaintyEquivalent?: number;
  readonly outcomes?: Readonly<Record<string, number>>;
}

interface Published extends Figures {
  readonly recommendation?: string;
  readonly rounding?: number;
}

const STANDARD_ERRORS = 4;
/** Standard deviation of one of three weights spread evenly over all there are. */
const MOST_SD_OF_WEIGHT = Math.sqrt(1 / 18);
/** Half an interval of 95 %, in standard errors. */
const HALF_INTERVAL = 1.96;

const beside = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const reference = JSON.parse(beside('reference.json')) as Record<string, Figures>;
const cases = readdirSync(new URL('.', import.meta.url))
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.slice(0, -'.yaml'.length));

describe.each(cases)('%s', (id) => {
  const scenario = scenarioOf(id);
  const published = scenario.context?.published as Published | undefined;
  const { recommendation, rounding = 0, ...printed } = published ?? {};

  test('what is published is what an independent calculation gives', () => {
    expect(reference[id]).toBeDefined();
    const exact = leaves(reference[id] ?? {});
    for (const [path, figure] of leaves(printed)) {
      const found = exact.get(path) ?? Number.NaN;
      expect(Math.abs(found - figure), path).toBeLessThanOrEqual(
        rounding + 1e-9 * Math.abs(figure),
      );
    }
  });

  test('the report says the same', () => {
    const report = toReport(analyse({ scenario }), [], { timestamp: '', durationMs: 0 });
    if (recommendation) expect(report.recommendation.primary).toBe(recommendation);
    const found = figuresOf(report);
    for (const [path, figure] of leaves(reference[id] ?? {})) {
      const { value, error } = found.get(path) ?? { value: Number.NaN, error: 0 };
      const most = STANDARD_ERRORS * error + 1e-9 * Math.abs(figure);
      expect(Math.abs((value ?? Number.NaN) - figure), `${path}: ${value}`).toBeLessThanOrEqual(
        most,
      );
    }
  });
});

/** Every number of a tree by its path. */
function leaves(tree: object, above = ''): Map<string, number> {
  const found = Object.entries(tree).flatMap(([key, value]): [string, number][] =>
    typeof value === 'number'
      ? [[`${above}${key}`, value]]
      : [...leaves(value as object, `${above}${key}.`)],
  );
  return new Map(found);
}

interface Estimate {
  readonly value: number | null | undefined;
  readonly error: number;
}

/** What a report says, by the same paths, with the standard error of each. */
function figuresOf(report: Report): Map<string, Estimate> {
  const found = new Map<string, Estimate>();
  const root = Math.sqrt(report.meta.samples);
  const share = (path: string, p: number) =>
    found.set(path, { value: p, error: Math.sqrt(p * (1 - p)) / root });
  for (const option of report.decision.options) {
    const at = (name: string) => `options.${option.id}.${name}`;
    const statistics = option.outcomes[report.analysis.objective?.outcome ?? ''];
    const sd = statistics?.sd ?? 0;
    found.set(at('mean'), { value: statistics?.mean, error: sd / root });
    // The error of a standard deviation is about sd / √(2n) for tails no heavier than normal ones.
    found.set(at('sd'), { value: sd, error: sd / root });
    found.set(at('certaintyEquivalent'), { value: option.certaintyEquivalent, error: sd / root });
    share(at('probabilityBest'), option.probabilityBest ?? Number.NaN);
    for (const [name, outcome] of Object.entries(option.outcomes)) {
      found.set(at(`outcomes.${name}`), { value: outcome.mean, error: (outcome.sd ?? 0) / root });
    }
  }
  for (const { id, option, probability } of report.analysis.constraints) {
    share(`constraints.${id}.${option}`, probability ?? Number.NaN);
  }
  for (const { id } of report.decision.options) {
    const efficient = report.analysis.pareto.includes(id);
    found.set(`pareto.${id}`, { value: efficient ? 1 : 0, error: 0 });
  }
  for (const { method, ranking } of report.analysis.secondOpinions) {
    for (const { option, score } of ranking) {
      found.set(`${method}.${option}`, { value: score, error: 0 });
    }
  }
  for (const { option, ranks, centralWeights, confidenceFactor } of report.analysis.acceptability) {
    ranks.forEach((rank, place) => {
      share(`acceptability.${option}.${place}`, rank ?? Number.NaN);
    });
    // Weights between 0 and 1 whose mean is taken over the samples in which the option is first.
    const error = MOST_SD_OF_WEIGHT / root / Math.sqrt(ranks[0] ?? 0);
    for (const [criterion, value] of Object.entries(centralWeights ?? {})) {
      found.set(`centralWeights.${option}.${criterion}`, { value, error });
    }
    // It moves with the central weights too.
    found.set(`confidenceFactor.${option}`, { value: confidenceFactor, error: 2 * error });
  }
  const { evpi, evpiInterval, evppi, studies } = report.analysis.valueOfInformation;
  const half = (evpiInterval?.high ?? 0) - (evpiInterval?.value ?? 0);
  found.set('evpi', { value: evpi, error: half / HALF_INTERVAL });
  for (const { variable, value, error } of evppi) {
    found.set(`evppi.${variable}`, { value, error: error ?? 0 });
  }
  for (const { variable, evsi, error } of studies) {
    found.set(`evsi.${variable}`, { value: evsi, error: error ?? 0 });
  }
  return found;
}

function scenarioOf(id: string) {
  const read = readScenario(beside(`${id}.yaml`));
  if (!('scenario' in read)) throw new Error(`${id} cannot be read: ${JSON.stringify(read)}`);
  return read.scenario;
}
