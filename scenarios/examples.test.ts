import { readdirSync, readFileSync } from 'node:fs';
import type { Scenario } from '@scenario-sandbox/contract';
import { analyse } from '@scenario-sandbox/core/analyse.ts';
import type { Findings, OptionFinding } from '@scenario-sandbox/core/decide/findings.ts';
import { readScenario } from '@scenario-sandbox/core/scenario/index.ts';
import { describe, expect, test } from 'vitest';

/** What check/run.py worked out with NumPy and SciPy, without any code of this project. */
interface Reference {
  readonly options: Readonly<
    Record<string, { mean: number; standardError: number; probabilityBest: number }>
  >;
  readonly constraint?: Readonly<Record<string, number>>;
  readonly certaintyEquivalent?: Readonly<Record<string, number>>;
  readonly certaintyEquivalentError?: Readonly<Record<string, number>>;
  readonly acceptability?: Readonly<Record<string, readonly number[]>>;
  readonly evpi: number;
  readonly evpiOfFeasible?: number;
  readonly evsi?: Readonly<Record<string, number>>;
  readonly exact?: { readonly evpi?: number };
  readonly samples: number;
}

const here = new URL('./', import.meta.url);
const text = (path: string): string => readFileSync(new URL(path, here), 'utf8');
const references = JSON.parse(text('check/reference.json')) as Record<string, Reference>;
const ids = readdirSync(here)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.slice(0, -'.yaml'.length))
  .sort();

function scenarioOf(id: string): Scenario {
  const read = readScenario(text(`${id}.yaml`));
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.scenario;
}

const findings = new Map<string, Findings>();
function findingsOf(id: string): Findings {
  const known = findings.get(id);
  if (known !== undefined) return known;
  const made = analyse({ scenario: scenarioOf(id), analyses: ['acceptability', 'information'] });
  findings.set(id, made);
  return made;
}

/** Mean of what ranks the options, before any attitude to risk, and its standard error. */
function meanOf(found: Findings, option: OptionFinding): readonly [number, number] {
  const { outcome } = found.objective ?? { outcome: null };
  const statistics = outcome === null ? undefined : option.outcomes[outcome];
  if (statistics === undefined) {
    return [option.value.value, (option.value.high - option.value.low) / 3.92];
  }
  return [statistics.mean, statistics.sd / Math.sqrt(found.frame.samples)];
}

describe.each(Object.keys(references))('%s agrees with NumPy', (id) => {
  const reference = references[id] as Reference;

  test('mean of each option, within five standard errors of both', () => {
    const found = findingsOf(id);
    expect(found.options.map((option) => option.id).sort()).toEqual(
      Object.keys(reference.options).sort(),
    );
    for (const option of found.options) {
      const expected = reference.options[option.id];
      const [mean, error] = meanOf(found, option);
      const allowed = 5 * Math.hypot(error, expected?.standardError ?? 0);
      expect(Math.abs(mean - (expected?.mean ?? Number.NaN)), option.id).toBeLessThanOrEqual(
        allowed,
      );
    }
  });

  test('probability of being best, and of holding a constraint, within five standard errors', () => {
    const found = findingsOf(id);
    const close = (share: number, expected: number, name: string): void => {
      const spread = Math.sqrt((expected * (1 - expected)) / found.frame.samples);
      expect(Math.abs(share - expected), name).toBeLessThanOrEqual(6 * spread + 1e-4);
    };
    for (const { id: option, probabilityBest } of found.options) {
      close(
        probabilityBest.value,
        reference.options[option]?.probabilityBest ?? Number.NaN,
        option,
      );
    }
    expect(found.constraints.length).toBe(Object.keys(reference.constraint ?? {}).length);
    for (const { option, probability } of found.constraints) {
      close(probability.value, reference.constraint?.[option] ?? Number.NaN, option);
    }
  });
});

/** With several criteria or an attitude to risk, information is worth something else than in NumPy. */
const valued = Object.keys(references).filter((id) => id !== 'security-investment');

test.each(valued)('%s: perfect information over the feasible options is worth the same', (id) => {
  const { evpi, evpiOfFeasible, exact } = references[id] as Reference;
  const expected = exact?.evpi ?? evpiOfFeasible ?? evpi;
  const { value, low, high } = findingsOf(id).information.evpi;
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(
    Math.max(1.5 * (high - low), 0.01 * expected),
  );
});

test.each(['market-entry', 'saas-pricing'])('%s: studies are worth the same', (id) => {
  const expected = references[id]?.evsi ?? {};
  const { studies, evpi } = findingsOf(id).information;
  expect(studies.map(({ variable }) => variable).sort()).toEqual(Object.keys(expected).sort());
  for (const { variable, evsi } of studies) {
    const difference = Math.abs(evsi - (expected[variable] ?? Number.NaN));
    expect(difference, variable).toBeLessThan(0.03 * evpi.value);
  }
});

test('security-investment: certainty equivalents agree, and risk aversion turns the order', () => {
  const found = findingsOf('security-investment');
  const reference = references['security-investment'] as Reference;
  for (const { id, certaintyEquivalent } of found.options) {
    const expected = reference.certaintyEquivalent?.[id] ?? Number.NaN;
    const ratio = Math.sqrt(1 + reference.samples / found.frame.samples);
    const allowed = 5 * ratio * (reference.certaintyEquivalentError?.[id] ?? 0);
    expect(Math.abs((certaintyEquivalent ?? Number.NaN) - expected), id).toBeLessThan(allowed);
  }
  const byMean = [...found.options].sort(
    (a, b) => (b.outcomes.result?.mean ?? 0) - (a.outcomes.result?.mean ?? 0),
  );
  expect(byMean[0]?.id).toBe('basics');
  expect(found.recommendation.primary).toBe('insured');
});

test('vendor-choice: rank acceptability over all weights in the stated order agrees', () => {
  const expected = references['vendor-choice']?.acceptability ?? {};
  const found = findingsOf('vendor-choice').acceptability;
  expect(found.map(({ option }) => option).sort()).toEqual(Object.keys(expected).sort());
  for (const { option, ranks } of found) {
    for (const [rank, share] of ranks.entries()) {
      expect(Math.abs(share - (expected[option]?.[rank] ?? Number.NaN)), option).toBeLessThan(0.02);
    }
  }
});

test.each([
  ['demo', 'phased'],
  ['saas-pricing', 'tiers'],
  ['cloud-migration', 'rehost'],
  ['hiring', 'own-recruiting'],
  ['market-entry', 'subsidiary'],
  ['vendor-choice', 'open-platform'],
  ['oil-lease', 'sound-first'],
  ['oil-lease-untested', 'drill'],
  ['inventory', 'critical-ratio'],
  ['capacity', 'medium'],
  ['security-investment', 'insured'],
  ['energy', 'heat-pump-solar'],
  ['prose-only', null],
])('%s recommends %s', (id, primary) => {
  expect(findingsOf(id).recommendation.primary).toBe(primary);
});

test.each(ids)('%s: every figure has a unit, and a source that is listed or a note', (id) => {
  const listed = text('../docs/decisions/sources.md');
  const { variables = {}, options } = scenarioOf(id);
  const specs = [variables, ...options.map(({ set }) => set ?? {})].flatMap(Object.entries);
  for (const [name, spec] of specs) {
    expect(spec, name).toBeTypeOf('object');
    const { unit, source, note } = spec as { unit?: string; source?: string; note?: string };
    expect(unit, name).toBeDefined();
    expect(source ?? note, name).toBeDefined();
    for (const [address] of (source ?? '').matchAll(/[a-z0-9.-]+\.[a-z]{2,}\/[^\s:;,]+/g)) {
      expect(listed, `${name}: ${address}`).toContain(address);
    }
  }
});
