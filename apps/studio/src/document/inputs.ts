import type { Scenario } from '@scenario-sandbox/contract';
import {
  distributionOf,
  isDistributionKind,
} from '@scenario-sandbox/core/distributions/registry.ts';
import { wordsOf } from '../ui/words-of.ts';
import type { Path } from './yaml.ts';

/** One figure or expression of an input that can be edited. */
export interface Field {
  readonly path: Path;
  readonly label: string;
  /** What the figure means, in a sentence; empty where the label says it. */
  readonly hint: string;
  readonly value: number | string;
}

/** A variable, weight or setting as the inputs panel shows it. */
export interface Input {
  readonly path: Path;
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly source: string;
  readonly note: string;
  /** "number", "expression", "range", or the distribution's name. */
  readonly kind: string;
  readonly fields: readonly Field[];
  /** How many figures it has that are too many for a field each. */
  readonly unlisted: number;
  /** Whether it can have a unit, a source and a note of its own. */
  readonly annotatable: boolean;
  /** As the scenario has it. */
  readonly spec: unknown;
}

export interface InputGroup {
  readonly title: string;
  readonly inputs: readonly Input[];
}

/** Keys of a variable that are no figures of it. */
export const annotations: ReadonlySet<string> = new Set([
  'unit',
  'source',
  'note',
  'label',
  'dist',
  'per',
]);

const parameterNames: Record<string, string> = {
  value: 'Value',
  min: 'Minimum',
  max: 'Maximum',
  mode: 'Most likely',
  mean: 'Mean',
  sd: 'Standard deviation',
  meanlog: 'Mean of the log',
  sdlog: 'SD of the log',
  alpha: 'α',
  beta: 'β',
  shape: 'Shape',
  scale: 'Scale',
  rate: 'Rate',
  location: 'Centre',
  df: 'Degrees of freedom',
  p: 'Probability',
  n: 'Chances',
  r: 'Successes',
  values: 'Value',
  probabilities: 'Probability',
  weights: 'Weight',
  start: 'At the start',
  next: 'Then',
};

/** Everything of a scenario that has a number in it, in the order a person reads it. */
export function inputGroups(scenario: Scenario): InputGroup[] {
  const groups: InputGroup[] = [
    { title: 'Shared by every option', inputs: inputsOf(scenario.variables, ['variables']) },
    ...scenario.options.map((option, i) => ({
      title: option.name ?? option.id,
      inputs: inputsOf(option.set, ['options', i, 'set']),
    })),
    { title: 'Weights of the criteria', inputs: weightsOf(scenario) },
    ...scoreGroups(scenario),
    { title: 'Time and run', inputs: settingsOf(scenario) },
  ];
  return groups.filter(({ inputs }) => inputs.length > 0);
}

function inputsOf(specs: Scenario['variables'], path: Path): Input[] {
  return Object.entries(specs ?? {}).map(([name, spec]) => inputOf(name, spec, [...path, name]));
}

export function inputOf(name: string, spec: unknown, path: Path): Input {
  if (typeof spec !== 'object' || spec === null) {
    const value = typeof spec === 'number' ? spec : String(spec ?? '');
    const kind = typeof value === 'number' ? 'number' : 'expression';
    const field = { path, label: kind === 'number' ? 'Value' : 'Expression', hint: '', value };
    return {
      path,
      name,
      label: wordsOf(name),
      unit: '',
      source: '',
      note: '',
      kind,
      fields: [field],
      unlisted: 0,
      annotatable: isAnnotatable(path),
      spec,
    };
  }
  const entries = spec as Record<string, unknown>;
  const word = (key: string) => (typeof entries[key] === 'string' ? entries[key] : '');
  return {
    path,
    name,
    label: word('label') || wordsOf(name),
    unit: word('unit'),
    source: word('source'),
    note: word('note'),
    kind: kindOf(entries),
    fields: Object.entries(entries).flatMap(([key, value]) =>
      annotations.has(key) ? [] : fieldsOf(key, value, [...path, key], hintOf(entries.dist, key)),
    ),
    unlisted: unlistedOf(entries),
    annotatable: isAnnotatable(path),
    spec,
  };
}

function unlistedOf(spec: Record<string, unknown>): number {
  const lists = Object.values(spec).filter((value) => Array.isArray(value));
  return Math.max(0, ...lists.filter(isLong).map(({ length }) => length));
}

/** A list with more figures has no field for each. */
const mostFields = 12;
const isLong = (value: readonly unknown[]): boolean => value.length > mostFields;

function kindOf(spec: Record<string, unknown>): string {
  if (typeof spec.dist === 'string') return spec.dist;
  if (Object.keys(spec).some((key) => /^p\d/.test(key))) return 'range';
  return typeof spec.value === 'string' ? 'expression' : 'number';
}

const isAnnotatable = (path: Path): boolean =>
  ['variables', 'set', 'scores'].some((part) => path.at(-2) === part);

/** The registry's word on a parameter. */
function hintOf(dist: unknown, key: string): string {
  const kind = typeof dist === 'string' ? dist : 'metalog';
  if (!isDistributionKind(kind)) return '';
  return distributionOf(kind).parameters[key]?.doc ?? '';
}

/** Ends of what is let through. */
const limits = ['At least', 'At most'];

function fieldsOf(key: string, value: unknown, path: Path, hint: string): Field[] {
  const label = parameterNames[key] ?? (/^p\d/.test(key) ? key.toUpperCase() : key);
  if (typeof value === 'number' || typeof value === 'string') return [{ path, label, hint, value }];
  if (!Array.isArray(value) || isLong(value)) return [];
  const labelOf = (i: number) => (key === 'truncate' ? limits[i] : null) ?? `${label} ${i + 1}`;
  return value.flatMap((entry, i) =>
    typeof entry === 'number' || typeof entry === 'string'
      ? [{ path: [...path, i], label: labelOf(i), hint, value: entry }]
      : [],
  );
}

function weightsOf(scenario: Scenario): Input[] {
  return (scenario.criteria ?? []).flatMap((criterion, i) => {
    if (criterion.weight === undefined) return [];
    const input = inputOf(criterion.id, criterion.weight, ['criteria', i, 'weight']);
    return [{ ...input, label: criterion.label ?? criterion.id, kind: 'weight' }];
  });
}

/** Direct scores, by criterion, an input per option. */
function scoreGroups(scenario: Scenario): InputGroup[] {
  return (scenario.criteria ?? []).map(({ id, label, scores }, i) => ({
    title: `Scores: ${label ?? id}`,
    inputs: Object.entries(scores ?? {}).map(([option, spec]) => ({
      ...inputOf(option, spec, ['criteria', i, 'scores', option]),
      label: scenario.options.find((entry) => entry.id === option)?.name ?? option,
    })),
  }));
}

function settingsOf(scenario: Scenario): Input[] {
  const entries: [string, string, string, unknown, Path][] = [
    [
      'periods',
      'Number of periods',
      scenario.periods?.unit ?? '',
      scenario.periods?.count,
      ['periods', 'count'],
    ],
    ['rate', 'Discount rate per period', '', scenario.periods?.rate, ['periods', 'rate']],
    ['seed', 'Seed', '', scenario.seed, ['seed']],
    ['samples', 'Samples', '', scenario.samples, ['samples']],
  ];
  return entries.flatMap(([name, label, unit, value, path]) =>
    value === undefined ? [] : [{ ...inputOf(name, value, path), label, unit }],
  );
}

/** The input's spec with one of its figures replaced. */
export function withField(input: Input, field: Field, value: number | string): unknown {
  const [key, index] = field.path.slice(input.path.length);
  if (key === undefined || typeof input.spec !== 'object' || input.spec === null) return value;
  const spec = input.spec as Readonly<Record<string, unknown>>;
  const former = spec[key];
  const list = Array.isArray(former) && typeof index === 'number';
  return { ...spec, [key]: list ? former.with(index, value) : value };
}

/** What a typed text is: a number where it reads as one, else an expression. Null when empty. */
export function readQuantity(text: string): number | string | null {
  const trimmed = text.trim().replace('−', '-');
  if (trimmed === '') return null;
  const number = Number(trimmed);
  return Number.isFinite(number) && !/^0[xob]/i.test(trimmed) ? number : text.trim();
}
