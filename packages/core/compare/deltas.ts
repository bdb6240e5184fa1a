import type { Compare } from '@scenario-sandbox/contract';
import { outcomeName } from '../narrate/view.ts';
import { paired } from './paired.ts';
import { chosenValue, type SideRun } from './side.ts';

type Delta = Compare['delta'];

/** Every option of either side, with the outcomes that both have. */
export function optionDeltas(left: SideRun, right: SideRun): Delta['options'] {
  const ids = (run: SideRun) => run.graph.options.map(({ id }) => id);
  const all = [...new Set([...ids(left), ...ids(right)])];
  const names = left.graph.outcomeNames.filter((name) => right.graph.outcomeNames.includes(name));
  return all.map((id) => {
    const [a, b] = [ids(left).indexOf(id), ids(right).indexOf(id)];
    if (a < 0 || b < 0) {
      const side = a < 0 ? 'right' : 'left';
      return { id, name: nameOf(a < 0 ? right : left, id), side, outcomes: [], value: null };
    }
    return {
      id,
      name: nameOf(left, id),
      side: 'both' as const,
      outcomes: names.map((outcome) => ({
        outcome,
        label: outcomeName(left.findings.frame, outcome),
        unit: left.findings.frame.outcomes.find(({ name }) => name === outcome)?.unit ?? null,
        ...paired(columnOf(left, a, outcome), columnOf(right, b, outcome)),
      })),
      value: comparable(left, right) ? optionValue(left, right, id) : null,
    };
  });
}

const nameOf = ({ findings }: SideRun, option: string): string =>
  findings.options.find(({ id }) => id === option)?.name ?? option;

function optionValue(left: SideRun, right: SideRun, id: string) {
  const rankedBy = ({ findings }: SideRun) =>
    findings.options.find((option) => option.id === id)?.value.value ?? null;
  const [a, b] = [rankedBy(left), rankedBy(right)];
  return { left: a, right: b, difference: a === null || b === null ? null : b - a };
}

function columnOf(run: SideRun, option: number, outcome: string): Float64Array {
  return run.samples.outcomes[option]?.[run.graph.outcomeNames.indexOf(outcome)] as Float64Array;
}

/** Whether both sides recommend something, and rank by the same figure. */
export function comparable(left: SideRun, right: SideRun): boolean {
  const [a, b] = [left.findings.objective, right.findings.objective];
  return (
    a !== null &&
    b !== null &&
    a.kind === b.kind &&
    a.outcome === b.outcome &&
    a.direction === b.direction &&
    a.unit === b.unit &&
    left.findings.recommendation.primary !== null &&
    right.findings.recommendation.primary !== null
  );
}

/**
 * What following each recommendation is worth. The interval is that of the paired samples where the
 * objective is one outcome and nobody is averse to risk; else it is put together of those of both values,
 * as if they were independent, which is on the safe side.
 */
export function valueDelta(left: SideRun, right: SideRun): Delta['value'] {
  if (!comparable(left, right)) return null;
  const [ours, theirs] = [left.findings, right.findings];
  const [a, b] = [chosenValue(ours), chosenValue(theirs)];
  const outcome = ours.objective?.outcome ?? null;
  const sign = ours.objective?.direction === 'minimise' ? -1 : 1;
  const chosen = (run: SideRun) => {
    const option = run.graph.options.findIndex(
      ({ id }) => id === run.findings.recommendation.primary,
    );
    return columnOf(run, option, outcome ?? '');
  };
  const pairs = outcome === null ? null : paired(chosen(left), chosen(right));
  const averse = [ours, theirs].some((f) => f.options.some((o) => o.certaintyEquivalent !== null));
  const difference = b - a;
  const half =
    pairs && !averse ? (pairs.difference.high - pairs.difference.low) / 2 : bothHalves(left, right);
  const above = pairs?.probabilityRightAbove ?? null;
  return {
    left: a,
    right: b,
    difference: { value: difference, low: difference - half, high: difference + half },
    probabilityRightBetter: above === null ? null : sign > 0 ? above : 1 - above,
  };
}

function bothHalves(...sides: readonly SideRun[]): number {
  const squares = sides.map(({ findings }) => {
    const { options, recommendation } = findings;
    const value = options.find(({ id }) => id === recommendation.primary)?.value;
    const half = value ? (value.high - value.low) / 2 : 0;
    return half * half;
  });
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
}
