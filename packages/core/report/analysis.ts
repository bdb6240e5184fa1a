import type { Report } from '@scenario-sandbox/contract';
import type { Findings, SensitivityFinding, TornadoBar } from '../decide/findings.ts';
import { checks } from '../narrate/checks/registry.ts';
import type { CritiqueItem } from '../narrate/types.ts';
import { criterionLabel, objectiveUnit, orZero, swingOf } from '../narrate/view.ts';

/** `analysis` of a report. */

type Analysis = Report['analysis'];
type Row = Analysis['sensitivity'][number];

const keyOf = ({
  variable,
  option,
  outcome,
}: {
  variable: string;
  option: string;
  outcome: string;
}) => JSON.stringify([variable, option, outcome]);

function rowOf(index: SensitivityFinding | undefined, bar: TornadoBar | undefined): Row | null {
  const named = index ?? bar;
  if (named === undefined) return null;
  return {
    ...{ variable: named.variable, option: named.option, outcome: named.outcome },
    sobolFirst: index?.first.value ?? null,
    sobolTotal: index?.total.value ?? null,
    low: bar?.low ?? null,
    high: bar?.high ?? null,
    base: bar?.base ?? null,
    inputLow: bar?.inputLow ?? null,
    inputHigh: bar?.inputHigh ?? null,
    monotone: bar?.monotone ?? null,
  };
}

/** Indices and swings of the same variable, option and outcome in one row, largest first. */
function sensitivityPart(findings: Findings): Row[] {
  const indices = new Map(findings.sensitivity.map((index) => [keyOf(index), index]));
  const bars = new Map(findings.tornado.map((bar) => [keyOf(bar), bar]));
  const swing = (key: string) => {
    const bar = bars.get(key);
    return bar === undefined ? 0 : swingOf(bar);
  };
  const total = (key: string) => orZero(indices.get(key)?.total.value ?? 0);
  return [...new Set([...indices.keys(), ...bars.keys()])]
    .sort((left, right) => total(right) - total(left) || swing(right) - swing(left))
    .map((key) => rowOf(indices.get(key), bars.get(key)))
    .filter((row) => row !== null);
}

function informationPart({ information }: Findings): Analysis['valueOfInformation'] {
  const { evpi, evppi, groups, studies, unit } = information;
  return {
    evpi: evpi.value,
    evpiInterval: evpi,
    evppi: evppi.map(({ variable, value, error }) => ({ variable, value, error })),
    groups: groups.map(({ variables, value }) => ({ variables: [...variables], value })),
    studies: studies.map(({ variable, n, sd, cost, evsi, net, error }) => ({
      variable,
      n: Math.trunc(orZero(n)),
      ...(sd !== undefined && { sd }),
      cost,
      evsi,
      net,
      error,
    })),
    unit,
  };
}

function objectivePart(findings: Findings): Analysis['objective'] {
  const { objective, frame } = findings;
  if (objective === null) return null;
  const { kind, outcome, direction, criteria, consistencyRatio } = objective;
  return {
    ...{ kind, outcome, direction },
    unit: objectiveUnit(findings),
    criteria: criteria.map((criterion) => ({
      ...criterion,
      label: criterionLabel(frame, criterion.id),
      values: [...criterion.values],
    })),
    ...(consistencyRatio !== undefined && { consistencyRatio }),
  };
}

function constraintPart({ constraints }: Findings): Analysis['constraints'] {
  return constraints.map(({ id, option, probability, required, satisfied }) => ({
    ...{ id, option, probability: probability.value, probabilityInterval: probability },
    ...{ required, satisfied },
  }));
}

/** Most likely first, for switchovers; nearest first, for weights. */
function switchParts({ switchovers, weightSwitchovers }: Findings) {
  const distance = (change: { threshold: number; weight: number }) =>
    orZero(Math.abs(change.threshold - change.weight));
  return {
    switchovers: switchovers
      .map((change) => ({ ...change, options: [...change.options] }))
      .sort((left, right) => orZero(right.probability) - orZero(left.probability)),
    weightSwitchovers: weightSwitchovers
      .map((change) => ({ ...change }))
      .sort((left, right) => distance(left) - distance(right)),
  };
}

function critiquePart(critique: readonly CritiqueItem[]): Analysis['critique'] {
  return critique.map(({ code, severity, message, refs, weight, evidence, suggestion }) => {
    const check = checks.find((known) => known.code === code);
    return {
      ...{ code, title: check?.title ?? code, severity, message, refs: [...refs], weight },
      evidence: { ...evidence },
      ...(suggestion === undefined
        ? {}
        : {
            suggestion: {
              text: suggestion.text,
              ...(suggestion.patch === undefined
                ? {}
                : { patch: suggestion.patch.map((part) => ({ ...part })) }),
            },
          }),
      ground: check?.ground ?? '',
    };
  });
}

export function analysisPart(findings: Findings, critique: readonly CritiqueItem[]): Analysis {
  const { recommendation } = findings;
  const known = recommendation.primary !== null;
  return {
    confidence: recommendation.confidence,
    probabilityBest: known ? recommendation.probabilityBest : null,
    margin: known ? recommendation.margin.value : null,
    ...(known ? { marginInterval: recommendation.margin } : {}),
    objective: objectivePart(findings),
    valueOfInformation: informationPart(findings),
    sensitivity: sensitivityPart(findings),
    ...switchParts(findings),
    dominance: findings.dominance.map((finding) => ({ ...finding })),
    pareto: [...findings.pareto],
    constraints: constraintPart(findings),
    acceptability: findings.acceptability.map((finding) => ({
      ...finding,
      ranks: [...finding.ranks],
    })),
    pairs: findings.pairs.map((pair) => ({ ...pair })),
    secondOpinions: findings.secondOpinions.map((opinion) => ({
      ...opinion,
      ranking: opinion.ranking.map((place) => ({ ...place })),
      rankReversals: [...opinion.rankReversals],
    })),
    critique: critiquePart(critique),
  };
}
