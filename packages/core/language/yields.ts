import type { Scenario } from '@scenario-sandbox/contract';
import type { Problems } from '../scenario/problems.ts';
import type { GraphBuilder } from './builder.ts';
import type { Yields } from './finish.ts';
import type { NodeId } from './graph.ts';
import { constraintName, type Scope, scoreName, sortedEntries } from './scope.ts';

/** Names of all that an option must compute for the model, the scores and the constraints. */
export function rootsOf(scenario: Scenario): string[] {
  const scored = (scenario.criteria ?? []).filter((criterion) => criterion.scores !== undefined);
  return [
    ...sortedEntries(scenario.model).map(([name]) => name),
    ...scored.map((criterion) => scoreName(criterion.id)),
    ...(scenario.constraints ?? []).map((constraint) => constraintName(constraint.id)),
  ];
}

/** Studied variables that a scope defines as uncertain: kept though the model may not read them. */
export function studiedIn(scenario: Scenario, { definitions }: Scope): string[] {
  const names = new Set([scenario.study ?? []].flat().map(({ variable }) => variable));
  return [...names].sort().filter((name) => definitions.get(name)?.body.kind === 'distribution');
}

/**
 * What each option yields. A model line that is a series in any option is one in all of them.
 * Problems found: scores that vary over periods.
 */
export function yieldsOf(
  scenario: Scenario,
  scopes: readonly Scope[],
  nodes: readonly ReadonlyMap<string, NodeId>[],
  builder: GraphBuilder,
  problems: Problems,
): Yields {
  const at = (option: number, name: string): NodeId =>
    nodes[option]?.get(name) ?? builder.constant(Number.NaN);
  const isSeries = (name: string) => scopes.some((_, option) => builder.isSeries(at(option, name)));
  const lines = sortedEntries(scenario.model).map(([name]) => name);
  const seriesNames = lines.filter(isSeries);
  const scores = (scenario.criteria ?? []).filter((criterion) => criterion.scores !== undefined);
  for (const { id } of scores) {
    const path = scopes[0]?.definitions.get(scoreName(id))?.path ?? 'criteria';
    if (isSeries(scoreName(id))) {
      problems.error(
        'BAD_SCORE',
        path,
        'a score is one value; use npv(…), mean(…) or last(…) of what varies over periods.',
      );
    }
  }
  const outcomeNames = [
    ...lines.filter((name) => !seriesNames.includes(name)),
    ...scores.map(({ id }) => scoreName(id)),
  ];
  const constraintNames = (scenario.constraints ?? []).map(({ id }) => id);
  return {
    outcomeNames,
    seriesNames,
    constraintNames,
    periods: scenario.periods?.count ?? 1,
    options: scopes.map(({ option, index }) => ({
      id: option,
      outcomes: outcomeNames.map((name) => at(index, name)),
      series: seriesNames.map((name) => asSeries(builder, at(index, name))),
      constraints: constraintNames.map((id) =>
        inEveryPeriod(builder, at(index, constraintName(id))),
      ),
    })),
  };
}

function asSeries(builder: GraphBuilder, node: NodeId): NodeId {
  return builder.isSeries(node) ? node : builder.heldConstant(node);
}

/** A condition on a series holds when there is no period in which it does not. */
function inEveryPeriod(builder: GraphBuilder, condition: NodeId): NodeId {
  if (!builder.isSeries(condition)) return condition;
  const failures = builder.reduce('sum', builder.apply('not', condition));
  return builder.apply('eq', failures, builder.constant(0));
}
