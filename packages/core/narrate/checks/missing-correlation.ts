import type { Findings, InputFinding, TornadoBar } from '../../decide/findings.ts';
import { percent } from '../figures.ts';
import type { CritiqueItem, FindingsCheck } from '../types.ts';
import {
  amount,
  inputName,
  inputOf,
  objectiveName,
  objectiveSd,
  optionName,
  swingsOf,
  weigh,
  winnerOf,
} from '../view.ts';

/** Words that stand in many names without saying what the quantity is. */
const COMMON_WORDS: ReadonlySet<string> = new Set(
  'rate cost price share total year month per the first second base level value mean initial'.split(
    ' ',
  ),
);

/** Quantities that usually move together, by words in their names. */
const KIN: readonly (readonly [RegExp, RegExp, string])[] = [
  [
    /pric|fee|fare/,
    /demand|volume|conversion|churn|adoption|uptake|sales|users/,
    'a price and what it sells',
  ],
  [/cost|capex|budget|spend/, /duration|delay|schedule|time|weeks|months/, 'cost and duration'],
  [/growth|acqui|signup|adoption/, /churn|attrition|retention/, 'growth and churn'],
  [/inflation|interest|rate/, /wage|salary|rent|energy|fuel/, 'prices in general and one price'],
];

/** The rank correlation at which the effect is shown. */
const STRESS = 0.6;
/** A p10–p90 swing of a normal input is 2.563 standard deviations. */
const SWING_SD = 2.5631;
/** Least change of the spread that is worth a remark. */
const WORTH_SAYING = 0.05;

const partsOf = (name: string): string[] =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((part) => part.length >= 4 && !COMMON_WORDS.has(part));

/** Why the two may move together; null where nothing in their names says so. */
function bond(left: string, right: string): string | null {
  const shared = partsOf(left).find((part) => partsOf(right).includes(part));
  if (shared !== undefined) return `both are about ${shared}`;
  const [one, other] = [left.toLowerCase(), right.toLowerCase()];
  const kin = KIN.find(
    ([a, b]) => (a.test(one) && b.test(other)) || (a.test(other) && b.test(one)),
  );
  return kin === undefined ? null : `${kin[2]} usually move together`;
}

function isDeclared(findings: Findings, left: string, right: string): boolean {
  const declared = findings.frame.scenario.correlations ?? [];
  return declared.some(({ between }) => between.includes(left) && between.includes(right));
}

/** Factor on the standard deviation of the objective if the two had the stressed correlation. */
function spreadFactor(left: TornadoBar, right: TornadoBar, sd: number): number {
  const [a, b] = [left, right].map((bar) => (bar.high - bar.low) / SWING_SD) as [number, number];
  return Math.sqrt(Math.max(0, 1 + (2 * STRESS * a * b) / (sd * sd)));
}

interface Pair {
  readonly left: InputFinding;
  readonly right: InputFinding;
  readonly why: string;
  readonly factor: number;
}

function pairsOf(findings: Findings, option: string, sd: number): Pair[] {
  const bars = swingsOf(findings, option).slice(0, 12);
  return bars.flatMap((one, i) =>
    bars.slice(i + 1).flatMap((other): Pair[] => {
      const left = inputOf(findings.frame, one.variable, option);
      const right = inputOf(findings.frame, other.variable, option);
      if (left === undefined || right === undefined || left.perPeriod || right.perPeriod) return [];
      const why = bond(left.name, right.name);
      if (why === null || isDeclared(findings, left.name, right.name)) return [];
      const factor = spreadFactor(one, other, sd);
      return Math.abs(factor - 1) >= WORTH_SAYING ? [{ left, right, why, factor }] : [];
    }),
  );
}

function run(findings: Findings): CritiqueItem[] {
  const winner = winnerOf(findings);
  const sd = winner === null ? null : objectiveSd(findings, winner);
  if (winner === null || sd === null) return [];
  return pairsOf(findings, winner.id, sd)
    .sort((one, other) => Math.abs(other.factor - 1) - Math.abs(one.factor - 1))
    .slice(0, 3)
    .map(({ left, right, why, factor }) => {
      const [one, other] = [left, right].map(({ name }) =>
        inputName(findings.frame, name, winner.id),
      );
      const change = `${factor > 1 ? 'widen' : 'narrow'} the spread of ${objectiveName(findings)} for ${optionName(findings.frame, winner.id)} by about ${percent(Math.abs(factor - 1))} (standard deviation ${amount(findings, sd)} to ${amount(findings, sd * factor)})`;
      return {
        code: check.code,
        severity: 'warning',
        message: `${one} and ${other} are drawn independently though ${why}: a rank correlation of +${STRESS} would ${change}, one of −${STRESS} the opposite.`,
        refs: [`variables.${left.name}`, `variables.${right.name}`, 'correlations'],
        evidence: { statistic: `factor on the spread at correlation ${STRESS}`, value: factor },
        suggestion: {
          text: `Estimate the rank correlation of ${one} and ${other} from past figures and declare it, even if it is 0.`,
        },
        weight: weigh('warning', 2 * Math.abs(factor - 1)),
      };
    });
}

export const check: FindingsCheck = {
  code: 'MISSING_CORRELATION',
  title: 'Inputs that may move together are drawn apart',
  ground:
    'Clemen & Reilly, Correlations and Copulas for Decision and Risk Analysis (Management Science, 1999).',
  stage: 'findings',
  run,
};
