import type { Scenario } from '@scenario-sandbox/contract';
import { member, type Problems } from '../scenario/problems.ts';
import { nearest } from '../text/nearest.ts';
import type { Yields } from './finish.ts';
import type { Scope } from './scope.ts';

/** Finds objectives and criteria that name no outcome, and studies of what is not uncertain. */
export function checkTargets(
  scenario: Scenario,
  scopes: readonly Scope[],
  yields: Yields,
  problems: Problems,
): void {
  const { objective, criteria = [] } = scenario;
  if (objective) {
    const [direction, name] = Object.entries(objective)[0] ?? ['maximise', ''];
    checkOutcome(name, member('objective', direction), yields, problems);
  }
  for (const [index, { outcome }] of criteria.entries()) {
    if (outcome === undefined) continue;
    checkOutcome(outcome, member(member('criteria', index), 'outcome'), yields, problems);
  }
  const studies = scenario.study === undefined ? [] : [scenario.study].flat();
  for (const [index, { variable }] of studies.entries()) {
    const path = Array.isArray(scenario.study) ? member('study', index) : 'study';
    checkStudied(variable, member(path, 'variable'), scopes, problems);
  }
}

function checkOutcome(name: string, path: string, yields: Yields, problems: Problems): void {
  const known = yields.outcomeNames;
  if (known.includes(name)) return;
  if (yields.seriesNames.includes(name)) {
    problems.error(
      'SERIES_OUTCOME',
      path,
      `${name} has a value for every period; add a model line such as npv(${name}), sum(${name}) or last(${name}) and name that.`,
    );
    return;
  }
  const near = nearest(name, known);
  const advice = near ? `did you mean ${near}?` : listed(known);
  problems.error(
    'UNKNOWN_OUTCOME',
    path,
    `the model has no line ${name}; ${advice}`,
    near ? { hint: near } : {},
  );
}

function listed(known: readonly string[]): string {
  return known.length > 0 ? `known are ${known.join(', ')}.` : 'add it under model.';
}

function checkStudied(
  name: string,
  path: string,
  scopes: readonly Scope[],
  problems: Problems,
): void {
  const kinds = scopes.flatMap((scope) => scope.definitions.get(name)?.body.kind ?? []);
  if (kinds.includes('distribution')) return;
  const uncertain = new Set(
    scopes.flatMap(({ definitions }) =>
      [...definitions.values()].flatMap(({ name: other, role, body }) =>
        role === 'variable' && body.kind === 'distribution' ? other : [],
      ),
    ),
  );
  const near = nearest(name, uncertain);
  const what =
    kinds.length > 0 ? 'is not uncertain, so observing it tells nothing' : 'is not defined';
  const advice = near ? `did you mean ${near}?` : 'name a variable with a distribution.';
  problems.error('BAD_STUDY', path, `${name} ${what}; ${advice}`, near ? { hint: near } : {});
}
