import type { OptionSpec, Scenario, VariableSpec } from '@scenario-sandbox/contract';
import { member, type Problems } from '../scenario/problems.ts';
import { nearest } from '../text/nearest.ts';
import { type Definition, expressionBody, readLine, readVariable } from './definitions.ts';
import { RESERVED } from './functions.ts';
import { isCondition, RATE } from './references.ts';

/** All that one option defines, by name. What options do not change is one definition in all of them. */
export interface Scope {
  readonly option: string;
  readonly index: number;
  readonly definitions: ReadonlyMap<string, Definition>;
  /** Names that the option defines for itself, with what it wrote. */
  readonly own: ReadonlyMap<string, VariableSpec>;
}

/** A record's entries in the order of their names: the order of keys in a file changes no result. */
export function sortedEntries<T>(record: Readonly<Record<string, T>> | undefined): [string, T][] {
  return Object.entries(record ?? {}).sort(([left], [right]) => (left < right ? -1 : 1));
}

/**
 * Reads every definition of a scenario, once each, and says what each option sees.
 * Problems found: expressions that cannot be read, reserved and doubled names, names that some
 * options set and others lack, criteria without a score for an option.
 */
export function scopesOf(scenario: Scenario, problems: Problems): Scope[] {
  const shared = sharedDefinitions(scenario, problems);
  const uneven = reportUneven(scenario, shared, problems);
  return scenario.options.map((option, index) => {
    const definitions = new Map([
      ...shared,
      ...uneven.map((name) => [name, broken(name)] as const),
    ]);
    const own = new Map<string, VariableSpec>(sortedEntries(option.set));
    addOwn(own, member(member('options', index), 'set'), definitions, problems);
    addScores(scenario, option, definitions, own, problems);
    return { option: option.id, index, definitions, own };
  });
}

/** What an option sets for itself, in the place of what is shared. */
function addOwn(
  own: ReadonlyMap<string, VariableSpec>,
  path: string,
  definitions: Map<string, Definition>,
  problems: Problems,
): void {
  for (const [name, spec] of own) {
    const place = member(path, name);
    checkName(name, place, problems);
    const shared = definitions.get(name);
    if (shared?.role === 'line') {
      problems.error(
        'NAME_TAKEN',
        place,
        `${name} is a model line, which an option cannot set; rename one of them.`,
      );
      continue;
    }
    const about = { name, path: place, role: 'variable', source: name } as const;
    const definition = readVariable(about, spec, problems);
    definitions.set(name, { ...definition, unit: definition.unit ?? shared?.unit ?? null });
  }
}

function sharedDefinitions(scenario: Scenario, problems: Problems): Map<string, Definition> {
  const shared = new Map<string, Definition>();
  for (const [name, spec] of sortedEntries(scenario.variables)) {
    const path = member('variables', name);
    checkName(name, path, problems);
    shared.set(name, readVariable({ name, path, role: 'variable', source: name }, spec, problems));
  }
  for (const [name, line] of sortedEntries(scenario.model)) {
    const path = member('model', name);
    checkName(name, path, problems);
    if (shared.has(name)) {
      problems.error('NAME_TAKEN', path, `${name} is also under variables; rename one of them.`);
    }
    shared.set(name, readLine(name, line, path, problems));
  }
  const rate = scenario.periods?.rate;
  if (rate !== undefined) {
    const body = expressionBody(rate, RATE, problems);
    shared.set(RATE, { name: RATE, path: RATE, role: 'rate', body, source: RATE, unit: null });
  }
  addConstraints(scenario, shared, problems);
  return shared;
}

function addConstraints(
  scenario: Scenario,
  shared: Map<string, Definition>,
  problems: Problems,
): void {
  for (const [index, { id, expr }] of (scenario.constraints ?? []).entries()) {
    const path = member(member('constraints', index), 'expr');
    const body = expressionBody(expr, path, problems);
    if (body.kind === 'expression' && !isCondition(body.written.expression)) {
      problems.error(
        'BAD_CONSTRAINT',
        path,
        'a constraint must hold or not; write a comparison such as npv > 0.',
      );
    }
    const name = constraintName(id);
    shared.set(name, { name, path, role: 'constraint', body, source: name, unit: null });
  }
}

function checkName(name: string, path: string, problems: Problems): void {
  if (RESERVED.has(name)) {
    const meaning = name === 't' ? 'the number of the period' : 'a word of the language';
    problems.error('NAME_RESERVED', path, `${name} is ${meaning}; choose another name.`);
  }
}

/**
 * A name that no variable declares must be set by every option. Where few set it, it is probably a
 * slip there; where most do, it is missing in the others.
 */
function reportUneven(
  { options }: Scenario,
  shared: ReadonlyMap<string, Definition>,
  problems: Problems,
): string[] {
  const setters = new Map<string, number[]>();
  for (const [index, { set }] of options.entries()) {
    for (const name of Object.keys(set ?? {})) {
      setters.set(name, [...(setters.get(name) ?? []), index]);
    }
  }
  const uneven = [...setters].filter(
    ([name, by]) => !shared.has(name) && by.length < options.length,
  );
  for (const [name, by] of uneven) {
    if (by.length * 2 < options.length) {
      const known = [...setters.keys(), ...shared.keys()].filter((other) => other !== name);
      reportSlips(name, by, nearest(name, known), problems);
    } else {
      reportMissing(name, by, options, problems);
    }
  }
  return uneven.map(([name]) => name);
}

function reportSlips(
  name: string,
  by: readonly number[],
  near: string | null,
  problems: Problems,
): void {
  for (const index of by) {
    problems.error(
      'NOT_SET',
      member(member(member('options', index), 'set'), name),
      `not every option sets it; set it in all of them, or give its default under variables${near ? `; or is ${near} meant?` : '.'}`,
      near ? { hint: near } : {},
    );
  }
}

function reportMissing(
  name: string,
  by: readonly number[],
  options: Scenario['options'],
  problems: Problems,
): void {
  for (const [index, { id }] of options.entries()) {
    if (by.includes(index)) continue;
    problems.error(
      'NOT_SET',
      member(member('options', index), 'set'),
      `${name} is set by other options but not by ${id}; set it here too, or give its default under variables.`,
    );
  }
}

function broken(name: string): Definition {
  const body = { kind: 'broken' } as const;
  return { name, path: '', role: 'variable', body, source: name, unit: null };
}

function addScores(
  scenario: Scenario,
  option: OptionSpec,
  definitions: Map<string, Definition>,
  own: Map<string, VariableSpec>,
  problems: Problems,
): void {
  for (const [index, criterion] of (scenario.criteria ?? []).entries()) {
    if (criterion.scores === undefined) continue;
    const path = member(member('criteria', index), 'scores');
    const scores = new Map(Object.entries(criterion.scores));
    const spec = scores.get(option.id);
    if (spec === undefined) {
      const near = nearest(option.id, scores.keys());
      const advice = near ? `; is ${near} meant for it?` : '; add one.';
      problems.error('NO_SCORE', path, `option ${option.id} has no score${advice}`);
      continue;
    }
    const name = scoreName(criterion.id);
    const about = { name, path: member(path, option.id), role: 'score' } as const;
    const source = `${name}:${option.id}`;
    definitions.set(name, readVariable({ ...about, source }, spec, problems));
    own.set(name, spec);
  }
}

/** Outcome of a criterion that is scored directly. */
export function scoreName(criterion: string): string {
  return `score:${criterion}`;
}

export function constraintName(constraint: string): string {
  return `constraint:${constraint}`;
}
