import {
  distributionOf,
  distributions,
  isDistributionKind,
} from '@scenario-sandbox/core/distributions/registry.ts';
import { functions } from '@scenario-sandbox/core/language/functions.ts';
import { type Cursor, cursorAt, isMarked } from './cursor.ts';
import { type Schema, schemasAt } from './schema.ts';
import type { Path } from './yaml.ts';

/** Something that can be written where the cursor is. */
export interface Suggestion {
  readonly label: string;
  readonly kind: 'key' | 'value' | 'name' | 'function' | 'distribution';
  /** Beside the label: a signature, what a name is, that a key is needed. */
  readonly detail: string;
  /** In a sentence. */
  readonly info: string;
  /** What is written in place of the word. */
  readonly insert: string;
}

export interface Offer {
  readonly from: number;
  readonly suggestions: readonly Suggestion[];
}

/** What can be written at an offset of a scenario's text; null where nothing is known to fit. */
export function offerAt(text: string, offset: number): Offer | null {
  const cursor = cursorAt(text, offset);
  if (!cursor) return null;
  const keys = cursor.role === 'key' || cursor.alone ? keysAt(cursor) : [];
  const suggestions = cursor.role === 'key' || keys.length > 0 ? keys : valuesAt(cursor);
  return suggestions.length > 0 ? { from: cursor.from, suggestions } : null;
}

function keysAt({ path, around }: Cursor): Suggestion[] {
  const present = new Set(Object.keys(asMap(at(around, path))).filter((key) => !isMarked(key)));
  const schemas = schemasAt(path);
  const keys = schemas.flatMap((schema) =>
    Object.keys(schema.properties ?? {}).map((key) =>
      suggest('key', key, schema.required?.includes(key) ? 'needed' : '', '', `${key}: `),
    ),
  );
  const open = schemas.some(({ additionalProperties }) => additionalProperties === true);
  const figures = open ? parameterKeys(asMap(at(around, path)).dist, present) : [];
  return unique([...figures, ...keys, ...nameKeys(path, asMap(around))]).filter(
    ({ label }) => !present.has(label),
  );
}

const usualPercentiles = ['p5', 'p10', 'p50', 'p90', 'p95'];

/** Parameters of the distribution that is named; percentiles where none is. */
function parameterKeys(kind: unknown, present: ReadonlySet<string>): Suggestion[] {
  if (typeof kind === 'string' && isDistributionKind(kind)) {
    return Object.entries(distributionOf(kind).parameters).map(([name, spec]) => {
      const needed = spec.optional || spec.default !== undefined ? '' : 'needed';
      return suggest('key', name, needed, spec.doc, `${name}: `);
    });
  }
  if (present.has('value')) return [];
  return usualPercentiles.map((name) =>
    suggest('key', name, `${name.slice(1)}th percentile`, '', `${name}: `),
  );
}

/** Maps whose keys are names of the scenario. */
function nameKeys(path: Path, scenario: Entries): Suggestion[] {
  const last = path.at(-1);
  if (last === 'set') {
    return namesOf(scenario).variables.map((name) =>
      suggest('name', name, 'variable', '', `${name}: `),
    );
  }
  if (last !== 'scores') return [];
  return entriesOf(scenario.options).flatMap(({ id, name }) =>
    typeof id === 'string' ? suggest('name', id, 'option', String(name ?? ''), `${id}: `) : [],
  );
}

/** Keys whose value is a name: of a line of the model, or of a variable. */
const references: Readonly<Record<string, 'lines' | 'variables'>> = {
  maximise: 'lines',
  minimise: 'lines',
  outcome: 'lines',
  variable: 'variables',
  between: 'variables',
};

function valuesAt({ path, around }: Cursor): Suggestion[] {
  const key = path.findLast((step) => typeof step === 'string');
  const scenario = asMap(around);
  const schemas = schemasAt(path);
  if (key === 'dist') return kinds();
  const choices = schemas.flatMap(({ const: only }) =>
    typeof only === 'string' ? suggest('value', only, '', '', only) : [],
  );
  if (choices.length > 0) return unique(choices);
  const named = references[String(key)];
  if (named && schemas.some(({ pattern }) => pattern !== undefined)) {
    const detail = named === 'lines' ? 'line of the model' : 'variable';
    return namesOf(scenario)[named].map((name) => suggest('name', name, detail, '', name));
  }
  return holdsExpression(path, schemas) ? expressionParts(scenario, path) : [];
}

/** A number or a text: an expression. Parameters of a distribution may be expressions too. */
function holdsExpression(path: Path, schemas: readonly Schema[]): boolean {
  const types = new Set(schemas.map(({ type }) => type));
  if (types.has('number') && types.has('string')) return true;
  if (path.at(-1) === 'expr') return true;
  const holder = schemasAt(path.slice(0, -1));
  return schemas.length === 0 && holder.some((each) => each.additionalProperties === true);
}

function expressionParts(scenario: Entries, path: Path): Suggestion[] {
  const { variables, lines } = namesOf(scenario);
  const own = String(path[1]);
  const name = (detail: string) => (each: string) => suggest('name', each, detail, '', each);
  const periods = scenario.periods ? [suggest('name', 't', 'period, from 0', '', 't')] : [];
  const calls = Object.entries(functions).flatMap(([label, { usage, summary, ...rest }]) =>
    'overPeriods' in rest && !scenario.periods
      ? []
      : suggest('function', label, usage, summary, `${label}(`),
  );
  return [
    ...variables.filter((each) => each !== own).map(name('variable')),
    ...lines.map(name('line of the model')),
    ...periods,
    ...calls,
  ];
}

/** Every kind that a person writes, with its parameters. */
const kinds = (): Suggestion[] =>
  Object.values(distributions)
    .filter(({ kind }) => kind !== 'truncated')
    .map(({ kind, parameters, summary }) =>
      suggest('distribution', kind, `{ ${Object.keys(parameters).join(', ')} }`, summary, kind),
    );

function namesOf(scenario: Entries) {
  const sets = entriesOf(scenario.options).flatMap(({ set }) => Object.keys(asMap(set)));
  const variables = [...Object.keys(asMap(scenario.variables)), ...sets];
  const known = (names: readonly string[]) => [...new Set(names)].filter((name) => !isMarked(name));
  return { variables: known(variables), lines: known(Object.keys(asMap(scenario.model))) };
}

type Entries = Readonly<Record<string, unknown>>;

const asMap = (value: unknown): Entries =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Entries) : {};

const entriesOf = (value: unknown): Entries[] => (Array.isArray(value) ? value.map(asMap) : []);

const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((now, step) => (now as Record<string, unknown> | null)?.[step], value);

function suggest(
  kind: Suggestion['kind'],
  label: string,
  detail: string,
  info: string,
  insert: string,
): Suggestion {
  return { kind, label, detail, info, insert };
}

const unique = (suggestions: readonly Suggestion[]): Suggestion[] =>
  [...new Map(suggestions.toReversed().map((each) => [each.label, each])).values()].toReversed();
