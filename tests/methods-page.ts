import { readdirSync, readFileSync } from 'node:fs';
import { ahpWeights } from '@scenario-sandbox/core/decide/ahp.ts';
import { constraintFindings } from '@scenario-sandbox/core/decide/constraints.ts';
import { errorOfMean } from '@scenario-sandbox/core/decide/estimates.ts';
import { gainOf } from '@scenario-sandbox/core/decide/gain.ts';
import { jointGain } from '@scenario-sandbox/core/decide/joint.ts';
import { promethee } from '@scenario-sandbox/core/decide/promethee.ts';
import { optionFindings } from '@scenario-sandbox/core/decide/ranking.ts';
import { recommendationOf } from '@scenario-sandbox/core/decide/recommendation.ts';
import { analyses } from '@scenario-sandbox/core/decide/registry.ts';
import { resolutionOf } from '@scenario-sandbox/core/decide/stopping.ts';
import { studyGain } from '@scenario-sandbox/core/decide/study.ts';
import { outcomeStatistics } from '@scenario-sandbox/core/decide/summary.ts';
import { topsis } from '@scenario-sandbox/core/decide/topsis.ts';
import { utilityOf } from '@scenario-sandbox/core/decide/utility.ts';
import { valuationOf } from '@scenario-sandbox/core/decide/valuation.ts';
import { vikor } from '@scenario-sandbox/core/decide/vikor.ts';
import { weightsOf } from '@scenario-sandbox/core/decide/weights.ts';
import { OUTCOME_SAMPLES, SUMMARISED_FROM } from '@scenario-sandbox/core/decide/whole.ts';
import { fitMetalog } from '@scenario-sandbox/core/distributions/metalog-curve.ts';
import { distributions } from '@scenario-sandbox/core/distributions/registry.ts';
import type { Distribution } from '@scenario-sandbox/core/distributions/types.ts';
import { correlationMixes } from '@scenario-sandbox/core/language/dependence/correlations.ts';
import { SOBOL_DIMENSIONS } from '@scenario-sandbox/core/random/sobol.ts';

/** What a method's docstring says, in the order in which it says it. Below that it may say more under `In code:`. */
interface Method {
  readonly title: string;
  readonly computes: readonly string[];
  readonly validWhen: string;
  readonly source: string;
}

type Function = (...given: never[]) => unknown;

/** Methods that stand under an analysis on the page, as they are part of it. */
const parts: Partial<Record<keyof typeof analyses, readonly Function[]>> = {
  information: [gainOf, jointGain, studyGain],
  secondOpinions: [topsis, vikor, promethee],
};

const always: readonly Function[] = [
  valuationOf,
  weightsOf,
  ahpWeights,
  utilityOf,
  outcomeStatistics,
  optionFindings,
  errorOfMean,
  constraintFindings,
  recommendationOf,
  resolutionOf,
];

/** `docs/methods.md`: every method's docstring, for those who do not read code. */
export function methodsPage(): string {
  return `${[
    '# Methods',
    'Written by `tests/methods-page.ts` from the docstrings of the methods; change those.',
    'Every figure is worked out from the samples of one run, in which all options share their draws, and the same run gives the same figures to the bit.',
    `Samples are the first points of a Sobol sequence (Joe & Kuo 2008) with nested uniform scrambling (Owen 1995, by Burley's hash of 2020), in up to ${SOBOL_DIMENSIONS} dimensions: one for each variable drawn once, then one for each variable and period of those drawn per period, period by period; what analyses draw anew takes the next. What finds no dimension left, and everything under \`sampler: random\`, is drawn by Philox4x32-10 (Salmon et al. 2011). The seed fixes both.`,
    `A run of ${SUMMARISED_FROM} samples or more that is ranked by one outcome as it is (no value function, several criteria or risk tolerance) ranks by them all, but keeps the outcomes of the first ${OUTCOME_SAMPLES} alone: what goes sample by sample (constraints, dominance, information, the mean of the worst 5 %) is worked out from these.`,
    '## Inputs',
    '### Distributions',
    'Parameters may be expressions over other variables.',
    distributionTable(),
    ...[fitMetalog, correlationMixes].map((method) => section(method)),
    '## Always worked out',
    ...always.map((method) => section(method)),
    '## Analyses that can be switched off',
    '`sandbox run --analyses LIST` takes the names in brackets, separated by commas, or `none`.',
    ...Object.entries(analyses).flatMap(([name, { run }]) => [
      section(run, { name }),
      ...(parts[name as keyof typeof analyses] ?? []).map((part) => section(part, { level: 4 })),
    ]),
  ].join('\n\n')}\n`;
}

function section(method: Function, { name = '', level = 3 } = {}): string {
  const { title, computes, validWhen, source } = methodOf(method.name);
  return [
    `${'#'.repeat(level)} ${title}${name ? ` (\`${name}\`)` : ''}`,
    ...computes,
    `**Valid when.** ${validWhen}`,
    `**Source.** ${source}`,
  ].join('\n\n');
}

function distributionTable(): string {
  const rows = Object.values(distributions).map((distribution: Distribution) => {
    const { kind, summary, parameters, source } = distribution;
    const said = Object.entries(parameters).filter(([name]) => !PERCENTILE.test(name));
    const names = said.map(([name, spec]) =>
      spec.default === undefined ? name : `${name} = ${spec.default}`,
    );
    const docs = said.map(([name, { doc }]) => `${name}: ${doc}`);
    if (kind === 'metalog') {
      names.unshift('p1 … p99');
      docs.unshift(
        'p10, p50 …: Values that are not exceeded in so many % of cases, 2 to 16 of them.',
      );
    }
    const written =
      kind === 'truncated' ? 'truncate: [lo, hi]' : `{ dist: ${[kind, ...names].join(', ')} }`;
    return `| \`${written}\` | ${summary} | ${docs.join(' ')} | ${source} |`;
  });
  return ['| written | for | parameters | source |', '| --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
}

const PERCENTILE = /^p\d+$/;

/** A docstring with `Valid when:`, and the function behind it. */
const DOCSTRING = /\/\*\*\n((?: \*.*\n)+?) \*\/\nexport function (\w+)/g;

const documented = new Map<string, string>(
  ['decide', 'distributions', 'language/dependence'].flatMap((folder) =>
    sourcesOf(new URL(`../packages/core/${folder}/`, import.meta.url)).flatMap((source) =>
      [...source.matchAll(DOCSTRING)]
        .filter(([, text = '']) => text.includes('* Valid when: '))
        .map(([, text = '', name = '']): [string, string] => [name, text]),
    ),
  ),
);

/** Names of the functions whose docstring says when they are valid. */
export const methodNames: readonly string[] = [...documented.keys()];

function sourcesOf(folder: URL): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'));
}

/** Title, what is computed, when it is valid and where it comes from, out of a docstring. */
export function methodOf(name: string): Method {
  const text = documented.get(name);
  if (text === undefined) throw new Error(`${name} has no docstring that says when it is valid`);
  const [body = '', rest = ''] = text.split(' * Valid when: ');
  const [validWhen = '', sourceOn = ''] = rest.split(' * Source: ');
  const [source = ''] = sourceOn.split(' * In code: ');
  const [title = '', ...computes] = body
    .split(/^ \*\n/m)
    .map(plain)
    .filter(Boolean);
  return { title, computes, validWhen: plain(validWhen), source: plain(source) };
}

const plain = (lines: string): string =>
  lines
    .split('\n')
    .map((line) => line.replace(/^ \*/, '').trim())
    .join(' ')
    .trim();
