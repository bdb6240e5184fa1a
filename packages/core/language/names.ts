import type { Scenario } from '@scenario-sandbox/contract';
import type { Problems } from '../scenario/problems.ts';
import { nearest } from '../text/nearest.ts';
import { type PlacedReference, periodCallsOf, referencesOf } from './definitions.ts';
import { functionOf, isFunctionName } from './functions.ts';
import { RATE } from './references.ts';
import type { Scope } from './scope.ts';

/** Finds names that are not defined, and what needs `periods` where the scenario has none. */
export function checkNames(scenario: Scenario, scopes: readonly Scope[], problems: Problems): void {
  const hasPeriods = scenario.periods !== undefined;
  for (const scope of scopes) {
    for (const definition of scope.definitions.values()) {
      if (!hasPeriods) checkPeriods(definition, problems);
      for (const reference of referencesOf(definition)) {
        if (scope.definitions.has(reference.name)) continue;
        checkReference(reference, scope, hasPeriods, problems);
      }
    }
  }
}

function checkPeriods(definition: Parameters<typeof periodCallsOf>[0], problems: Problems): void {
  const { body, path } = definition;
  for (const call of periodCallsOf(definition)) {
    problems.error(
      'NEEDS_PERIODS',
      call.path,
      `${functionOf(call.name).usage} works over periods; add periods: {count: …, unit: …} to the scenario.`,
      { offset: call.at },
    );
  }
  const drawnPerPeriod = body.kind === 'distribution' && body.distribution.perPeriod;
  if (body.kind !== 'stock' && !drawnPerPeriod) return;
  const what = drawnPerPeriod ? 'per: period' : 'start and next';
  problems.error(
    'NEEDS_PERIODS',
    path,
    `${what} works over periods; add periods: {count: …, unit: …} to the scenario.`,
  );
}

function checkReference(
  reference: PlacedReference,
  scope: Scope,
  hasPeriods: boolean,
  problems: Problems,
): void {
  const { name, path, at } = reference;
  if (name === RATE) {
    if (hasPeriods) {
      problems.error('NO_RATE', path, 'npv(x) needs periods.rate; add it, or write npv(x, 0.08).', {
        offset: at,
      });
    }
    return;
  }
  if (name === 't') {
    if (hasPeriods) return;
    problems.error(
      'NEEDS_PERIODS',
      path,
      't is the number of the period; add periods: {count: …, unit: …} to the scenario.',
      { offset: at },
    );
    return;
  }
  if (isFunctionName(name)) {
    problems.error(
      'UNKNOWN_NAME',
      path,
      `${name} is a function; write ${functionOf(name).usage}.`,
      { offset: at },
    );
    return;
  }
  const known = [...scope.definitions.keys()].filter((other) => /^\w+$/.test(other));
  const near = nearest(name, known);
  const advice = near ? `did you mean ${near}?` : 'add it to variables or to the model.';
  problems.error('UNKNOWN_NAME', path, `${name} is not defined; ${advice}`, {
    offset: at,
    ...(near && { hint: near }),
  });
}
