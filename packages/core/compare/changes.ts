import type { InputChange, OptionSpec, Scenario } from '@scenario-sandbox/contract';
import { canonicalise } from '../text/canonical.ts';

/** One difference between two scenarios, which can be carried over alone. */
export interface Change extends Omit<InputChange, 'name'> {
  /** The scenario with the right's word in this place. */
  apply(scenario: Scenario): Scenario;
}

type Record_ = Readonly<Record<string, unknown>>;

/** Parts of a scenario that say what is computed, besides those that are taken apart below. */
const WHOLE = [
  'correlations',
  'periods',
  'objective',
  'criteria',
  'comparisons',
  'constraints',
  'risk',
  'sampler',
] as const;

/** Everything that differs between two scenarios in what they compute; words are left out. */
export function changesBetween(left: Scenario, right: Scenario): Change[] {
  return [
    ...recordChanges(left.variables, right.variables, 'variables', (scenario, name, value) => ({
      ...scenario,
      variables: withEntry(scenario.variables, name, value),
    })),
    ...recordChanges(left.model, right.model, 'model', (scenario, name, value) => ({
      ...scenario,
      model: withEntry(scenario.model, name, value),
    })),
    ...optionChanges(left, right),
    ...WHOLE.flatMap((part) => wholeChange(left, right, part)),
  ];
}

function recordChanges(
  left: Record_ | undefined,
  right: Record_ | undefined,
  path: string,
  put: (scenario: Scenario, name: string, value: unknown) => Scenario,
): Change[] {
  const names = [...new Set([...Object.keys(left ?? {}), ...Object.keys(right ?? {})])];
  return names.flatMap((name) => {
    const [before, after] = [left?.[name], right?.[name]];
    return changeAt(`${path}.${name}`, before, after, (scenario) => put(scenario, name, after));
  });
}

function optionChanges(left: Scenario, right: Scenario): Change[] {
  const byId = (scenario: Scenario) =>
    new Map(scenario.options.map((option) => [option.id, option]));
  const [ours, theirs] = [byId(left), byId(right)];
  const ids = [...new Set([...ours.keys(), ...theirs.keys()])];
  return ids.flatMap((id) => {
    const [before, after] = [ours.get(id), theirs.get(id)];
    if (before && after) {
      return recordChanges(before.set, after.set, `options.${id}`, (scenario, name, value) =>
        withOptions(scenario, (option) =>
          option.id === id
            ? [{ ...option, set: withEntry(option.set, name, value) } as OptionSpec]
            : [option],
        ),
      );
    }
    return changeAt(`options.${id}`, nameOf(before), nameOf(after), (scenario) =>
      after
        ? { ...scenario, options: [...scenario.options, after] }
        : withOptions(scenario, (option) => (option.id === id ? [] : [option])),
    );
  });
}

const nameOf = (option: OptionSpec | undefined) => option && (option.name ?? option.id);

function withOptions(scenario: Scenario, change: (option: OptionSpec) => OptionSpec[]): Scenario {
  return { ...scenario, options: scenario.options.flatMap(change) };
}

function wholeChange(left: Scenario, right: Scenario, part: (typeof WHOLE)[number]): Change[] {
  return changeAt(part, left[part], right[part], (scenario) => {
    const { [part]: _replaced, ...rest } = scenario;
    return right[part] === undefined ? rest : ({ ...rest, [part]: right[part] } as Scenario);
  });
}

function changeAt(
  path: string,
  left: unknown,
  right: unknown,
  apply: (scenario: Scenario) => Scenario,
): Change[] {
  const [before, after] = [meaning(left), meaning(right)];
  if (before === after) return [];
  const kind = left === undefined ? 'added' : right === undefined ? 'removed' : 'changed';
  return [{ path, kind, left: readable(left), right: readable(right), apply }];
}

const WORDS = new Set(['unit', 'source', 'note', 'label']);

/** What is computed with: words about a value do not count, and `{ value: 3 }` says what `3` says. */
function numbersOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).filter(([key]) => !WORDS.has(key));
  return entries.length === 1 && entries[0]?.[0] === 'value'
    ? entries[0][1]
    : Object.fromEntries(entries);
}

const meaning = (value: unknown) =>
  value === undefined ? undefined : canonicalise(numbersOf(value));

/** `beta(alpha 4, beta 96)`, `p10 1, p90 3`, or the expression as written. */
function readable(value: unknown): string | null {
  if (value === undefined) return null;
  const bare = numbersOf(value);
  if (typeof bare !== 'object' || bare === null) return String(bare);
  if (Array.isArray(bare)) return canonicalise(bare);
  const { dist, ...rest } = bare as Record_;
  const words = Object.entries(rest)
    .map(([key, each]) => `${key} ${typeof each === 'object' ? canonicalise(each) : each}`)
    .join(', ');
  return dist === undefined ? words : `${dist}(${words})`;
}

function withEntry<T extends Record_>(record: T | undefined, name: string, value: unknown): T {
  const { [name]: _replaced, ...rest }: Record_ = record ?? {};
  return (value === undefined ? rest : { ...rest, [name]: value }) as T;
}
