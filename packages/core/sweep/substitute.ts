import type { Scenario, VariableSpec } from '@scenario-sandbox/contract';
import { nearest } from '../text/nearest.ts';

/** What a sweep sets: a variable for every option, or for one (`option` is then its id). */
export interface Target {
  readonly name: string;
  readonly option: string | null;
}

/** A variable or an option that the scenario does not have. The message says which are near. */
export class TargetUnknown extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TargetUnknown';
  }
}

/** Reads `variable` or `option.variable`. Errors: TargetUnknown. */
export function targetOf(scenario: Scenario, text: string): Target {
  const dot = text.indexOf('.');
  const option = dot < 0 ? null : text.slice(0, dot);
  const name = text.slice(dot + 1);
  const sets = scenario.options.flatMap(({ set }) => Object.keys(set ?? {}));
  const names = new Set([...Object.keys(scenario.variables ?? {}), ...sets]);
  if (!names.has(name)) throw unknown('variable', name, [...names]);
  const ids = scenario.options.map(({ id }) => id);
  if (option !== null && !ids.includes(option)) throw unknown('option', option, ids);
  return { name, option };
}

function unknown(kind: string, name: string, known: readonly string[]): TargetUnknown {
  const hint = nearest(name, known);
  return new TargetUnknown(
    `vary: the scenario has no ${kind} ${name}${hint ? `; did you mean ${hint}?` : ''}`,
  );
}

/**
 * The scenario with the target set to what is given; the target must be one that it has. A variable
 * that is set for every option is uncertain no more: its correlations and the studies of it go, and its
 * partners keep their own distributions.
 */
export function substitute(
  scenario: Scenario,
  { name, option }: Target,
  spec: VariableSpec,
): Scenario {
  if (option !== null) {
    return {
      ...scenario,
      options: scenario.options.map((each) =>
        each.id === option ? { ...each, set: { ...each.set, [name]: spec } } : each,
      ),
    };
  }
  const { study, ...rest } = scenario;
  const studies = [study ?? []].flat().filter(({ variable }) => variable !== name);
  return {
    ...rest,
    ...(studies.length > 0 && { study: Array.isArray(study) ? studies : studies[0] }),
    variables: { ...scenario.variables, [name]: spec },
    ...(scenario.correlations && {
      correlations: scenario.correlations.filter(({ between }) => !between.includes(name)),
    }),
    // What an option sets itself gives way.
    options: scenario.options.map((each) => {
      if (each.set === undefined) return each;
      const { [name]: _replaced, ...set } = each.set;
      return { ...each, set };
    }),
  };
}
