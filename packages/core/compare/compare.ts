import type { Compare } from '@scenario-sandbox/contract';
import { estimate as estimateText, percent } from '../narrate/figures.ts';
import { plain } from '../narrate/labels.ts';
import { outcomeName } from '../narrate/view.ts';
import type { Question } from '../question.ts';
import { changesBetween } from './changes.ts';
import { optionDeltas, valueDelta } from './deltas.ts';
import { keyDriversWhereTheyMix } from './drivers.ts';
import { nameOfChange } from './names.ts';
import { runSide, type SideRun } from './side.ts';

/**
 * Two runs set against each other. Differences are the right's minus the left's, sample by sample
 * where both have the same seed and number of samples, so that what they share cancels.
 * Errors: ScenarioInvalid; Cancelled.
 */
export function compare(
  left: Question,
  right: Question,
  host: { readonly cancelled?: Int32Array } = {},
): Compare {
  const sides = { left: runSide(left, host), right: runSide(right, host) };
  const changes = changesBetween(left.scenario, right.scenario);
  const value = valueDelta(sides.left, sides.right);
  const drivers = value ? keyDriversWhereTheyMix(left, right, changes, sides, host) : [];
  const [ours, theirs] = [sides.left.findings, sides.right.findings];
  const objective = value ? ours.objective : null;
  return {
    schema: 'compare.v1',
    left: sideOf(sides.left),
    right: sideOf(sides.right),
    delta: {
      objective: objective && {
        name: objective.outcome ?? objective.kind,
        label: objectiveLabel(ours),
        direction: objective.direction,
        unit: objective.unit,
      },
      recommendationChanged: ours.recommendation.primary !== theirs.recommendation.primary,
      value,
      options: optionDeltas(sides.left, sides.right),
      inputs: changes.map(({ path, kind, left: before, right: after }) => ({
        path,
        name: nameOfChange(path, left.scenario, right.scenario),
        kind,
        left: before,
        right: after,
      })),
      sharedDraws: sharedDraws(sides.left, sides.right),
      incompatibilities: incompatibilities(sides.left, sides.right),
    },
    headline: headline(sides.left, sides.right, value, drivers),
    key_drivers: drivers,
  };
}

function sideOf({ findings, settings }: SideRun): Compare['left'] {
  const { recommendation, identity, frame, options } = findings;
  const chosen = options.find(({ id }) => id === recommendation.primary);
  return {
    scenarioId: identity.scenarioId,
    title: frame.scenario.title,
    seed: settings.seed,
    samples: settings.samples,
    runId: identity.runId,
    scenarioHash: identity.scenarioHash,
    recommendation: {
      primary: recommendation.primary,
      name: chosen?.name ?? null,
      confidence: recommendation.confidence,
      probabilityBest: chosen?.probabilityBest.value ?? null,
      value: chosen?.value.value ?? null,
    },
  };
}

/** Inputs whose random numbers are the same on both sides. */
function sharedDraws(left: SideRun, right: SideRun): string[] {
  if (left.settings.seed !== right.settings.seed) return [];
  if (left.settings.sampler !== right.settings.sampler) return [];
  const drawn = ({ graph, settings }: SideRun) =>
    new Map(
      graph.uniforms.map(({ name, dimension, perPeriod }) => [
        name,
        `${perPeriod} ${settings.sampler === 'sobol' ? dimension : ''}`,
      ]),
    );
  const theirs = drawn(right);
  return [...drawn(left)].flatMap(([name, how]) => (theirs.get(name) === how ? [name] : []));
}

function incompatibilities(left: SideRun, right: SideRun): string[] {
  const [ours, theirs] = [left.findings, right.findings];
  const found: string[] = [];
  for (const [side, run] of [
    ['left', ours],
    ['right', theirs],
  ] as const) {
    if (run.recommendation.primary === null) {
      found.push(
        `The ${side} recommends nothing: ${run.recommendation.reason ?? 'it has no figures'}.`,
      );
    }
  }
  if (ours.objective && theirs.objective && !sameObjective(left, right)) {
    found.push(
      'The two rank by different figures, so their values cannot be set against each other; outcomes of one name are.',
    );
  }
  if (left.settings.seed !== right.settings.seed) {
    found.push(
      'The seeds differ, so part of every difference is chance; the intervals allow for it.',
    );
  }
  if (left.settings.samples !== right.settings.samples) {
    found.push('The numbers of samples differ, so differences are not taken sample by sample.');
  }
  const ids = new Set(ours.options.map(({ id }) => id));
  if (!theirs.options.some(({ id }) => ids.has(id))) {
    found.push('The two have no option in common.');
  }
  return found;
}

function sameObjective(left: SideRun, right: SideRun): boolean {
  const [a, b] = [left.findings.objective, right.findings.objective];
  return (
    a?.kind === b?.kind &&
    a?.outcome === b?.outcome &&
    a?.direction === b?.direction &&
    a?.unit === b?.unit
  );
}

function objectiveLabel({ objective, frame }: SideRun['findings']): string {
  const outcome = objective?.outcome ?? null;
  return outcome === null ? 'score' : outcomeName(frame, outcome);
}

function headline(
  left: SideRun,
  right: SideRun,
  value: Compare['delta']['value'],
  drivers: Compare['key_drivers'],
): string {
  const [ours, theirs] = [left.findings, right.findings];
  const nameOf = ({ options, recommendation }: SideRun['findings']) =>
    plain(options.find(({ id }) => id === recommendation.primary)?.name ?? 'nothing');
  const choice =
    ours.recommendation.primary === theirs.recommendation.primary
      ? `Both recommend ${nameOf(ours)}`
      : `The right recommends ${nameOf(theirs)}, the left ${nameOf(ours)}`;
  if (!value || !ours.objective) return `${choice}; their values cannot be compared.`;
  const { value: difference, low, high } = value.difference;
  const { unit } = ours.objective;
  const what = objectiveLabel(ours);
  if (difference === null || low === null || high === null) return `${choice}.`;
  if (low <= 0 && high >= 0) return `${choice}; their ${what} does not differ beyond chance.`;
  const way = difference > 0 ? 'higher' : 'lower';
  const size = Math.abs(difference);
  const span = {
    value: size,
    low: Math.min(Math.abs(low), Math.abs(high)),
    high: Math.max(Math.abs(low), Math.abs(high)),
  };
  return `${choice}; ${what} is ${estimateText(span, unit)} ${way} on the right${because(drivers)}.`;
}

/** The change that did most; where others work against it, it did more than the whole. */
function because(drivers: Compare['key_drivers']): string {
  const [first, ...others] = drivers;
  if (!first || others.length === 0 || first.share === null || first.share <= 0) return '';
  const change = plain(first.name);
  return first.share > 1
    ? `, because of ${change}, against which other changes work`
    : `, ${percent(first.share)} of it from ${change}`;
}
