import type { CriterionFinding, Findings } from '../../decide/findings.ts';
import { fixed, percent } from '../figures.ts';
import { list } from '../labels.ts';
import type { CritiqueItem, FindingsCheck } from '../types.ts';
import { criterionName, inputName, optionName, outcomeName, weigh, winnerOf } from '../view.ts';
import { criteriaOf, spreadOf } from './criteria.ts';

/** Correlation of two criteria's values over the options, from four options up. */
const CORRELATED = 0.95;
const FEWEST_OPTIONS = 4;
/** Correlation of two criteria's outcomes through the inputs they share. */
const SAME_DRIVERS = 0.9;

function correlation(left: readonly number[], right: readonly number[]): number {
  const n = left.length;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / n;
  const [meanLeft, meanRight] = [mean(left), mean(right)];
  let [both, ofLeft, ofRight] = [0, 0, 0];
  left.forEach((value, i) => {
    const [x, y] = [value - meanLeft, (right[i] ?? Number.NaN) - meanRight];
    both += x * y;
    ofLeft += x * x;
    ofRight += y * y;
  });
  return both / Math.sqrt(ofLeft * ofRight);
}

/** Swing of a criterion's outcome by each input for an option; positive is for the better. */
function swings(findings: Findings, option: string, criterion: CriterionFinding) {
  const sign = criterion.direction === 'minimise' ? -1 : 1;
  const bars = findings.tornado.filter(
    (bar) => bar.option === option && bar.outcome === criterion.outcome,
  );
  return new Map(bars.map((bar) => [bar.variable, sign * (bar.high - bar.low)]));
}

/**
 * Correlation of two criteria's outcomes for an option, from how each input moves them: that of two
 * linear functions of independent inputs whose swings these are. NaN with fewer than two shared inputs.
 */
function sharedDrivers(left: ReadonlyMap<string, number>, right: ReadonlyMap<string, number>) {
  const names = [...new Set([...left.keys(), ...right.keys()])];
  const shared = names.filter((name) => left.has(name) && right.has(name));
  const square = (swing: ReadonlyMap<string, number>) =>
    [...swing.values()].reduce((sum, value) => sum + value * value, 0);
  const both = shared.reduce(
    (sum, name) => sum + (left.get(name) ?? 0) * (right.get(name) ?? 0),
    0,
  );
  const value = shared.length < 2 ? Number.NaN : both / Math.sqrt(square(left) * square(right));
  return { value, names: shared };
}

/** What makes the two look like one concern, with its figure; null where nothing does. */
function overlap(findings: Findings, left: CriterionFinding, right: CriterionFinding) {
  const { frame } = findings;
  if (left.outcome !== null && left.outcome === right.outcome) {
    return { because: `both read ${outcomeName(frame, left.outcome)}`, value: 1 };
  }
  return driverOverlap(findings, left, right) ?? valueOverlap(left, right);
}

function driverOverlap(findings: Findings, left: CriterionFinding, right: CriterionFinding) {
  const winner = winnerOf(findings);
  if (winner === null || left.outcome === null || right.outcome === null) return null;
  const { value, names } = sharedDrivers(
    swings(findings, winner.id, left),
    swings(findings, winner.id, right),
  );
  if (!(value > SAME_DRIVERS)) return null;
  const drivers = list(
    names.map((name) => inputName(findings.frame, name, winner.id)),
    4,
  );
  return {
    because: `for ${optionName(findings.frame, winner.id)} both follow ${drivers} (correlation about ${fixed(value, 2)})`,
    value,
  };
}

function valueOverlap(left: CriterionFinding, right: CriterionFinding) {
  if (left.values.length < FEWEST_OPTIONS || spreadOf(left) * spreadOf(right) === 0) return null;
  const rho = correlation(left.values, right.values);
  if (!(rho > CORRELATED)) return null;
  return {
    because: `over the ${left.values.length} options their values move together (correlation ${fixed(rho, 2)})`,
    value: rho,
  };
}

function run(findings: Findings): CritiqueItem[] {
  const criteria = criteriaOf(findings);
  return criteria.flatMap((left, i) =>
    criteria.slice(i + 1).flatMap((right): CritiqueItem[] => {
      const found = overlap(findings, left, right);
      if (found === null) return [];
      const [one, other] = [left, right].map(({ id }) => criterionName(findings.frame, id));
      const together = left.weight + right.weight;
      return [
        {
          code: check.code,
          severity: 'warning',
          message: `${one} and ${other} may count one concern twice: ${found.because}, and together they hold ${percent(together)} of the weight.`,
          refs: [`criteria.${left.id}`, `criteria.${right.id}`],
          evidence: { statistic: 'correlation of the two criteria', value: found.value },
          suggestion: {
            text: `Merge ${one} and ${other} under ${percent(Math.max(left.weight, right.weight))}, the larger of their weights, and see whether the order holds.`,
          },
          weight: weigh('warning', together),
        },
      ];
    }),
  );
}

export const check: FindingsCheck = {
  code: 'DOUBLE_COUNTING',
  title: 'Two criteria for one concern',
  ground: 'Keeney & Raiffa, Decisions with Multiple Objectives (1976), ch. 2: no redundancy.',
  stage: 'findings',
  run,
};
