import type { Scenario } from '@scenario-sandbox/contract';
import { readDistribution } from '@scenario-sandbox/core/distributions/read.ts';
import { distributionOf } from '@scenario-sandbox/core/distributions/registry.ts';
import type { Path } from '../document/yaml.ts';

/** One figure, word or choice of an entry. */
export interface Column {
  readonly label: string;
  /** From the entry. */
  readonly path: Path;
  readonly kind: 'number' | 'text' | 'expression' | 'choice' | 'prose' | 'lines';
  readonly choices?: readonly string[];
}

/** A list of the scenario that is edited entry by entry. */
export interface List {
  readonly section: 'options' | 'correlations' | 'constraints' | 'criteria';
  readonly title: string;
  readonly entry: string;
  readonly add: string;
  /** Fewer entries are no scenario. */
  readonly fewest: number;
  readonly applies: (scenario: Scenario) => boolean;
  readonly columns: (scenario: Scenario) => readonly Column[];
  /** A new entry for the person to fill in; null where the scenario has nothing for it yet. */
  readonly blank: (scenario: Scenario) => Record<string, unknown> | null;
}

/** Names that the engine can correlate. */
const correlatable = ({ variables = {} }: Scenario): string[] =>
  Object.keys(variables).filter((name) => isContinuous(variables[name]));

/** By variable as the scenario has it: one that a change leaves alone is not fitted again. */
const continuous = new WeakMap<object, boolean>();

/** Drawn once from a distribution without ties: what is discrete has no rank correlation. */
function isContinuous(spec: unknown): boolean {
  if (typeof spec !== 'object' || spec === null || 'value' in spec || 'per' in spec) return false;
  const known = continuous.get(spec);
  if (known !== undefined) return known;
  const read = readDistribution(spec as Readonly<Record<string, unknown>>);
  const is = !('problem' in read) && !distributionOf(read.kind).discrete;
  continuous.set(spec, is);
  return is;
}

/** Two names that are not joined yet; null where all are. */
function freePair(scenario: Scenario): readonly [string, string] | null {
  const joined = new Set(
    (scenario.correlations ?? []).map(({ between }) => between.toSorted().join(' ')),
  );
  const names = correlatable(scenario);
  for (const [i, one] of names.entries()) {
    const other = names.slice(i + 1).find((each) => !joined.has([one, each].sort().join(' ')));
    if (other !== undefined) return [one, other];
  }
  return null;
}

export const outcomesOf = (scenario: Scenario): string[] => Object.keys(scenario.model ?? {});

const newId = (stem: string, entries: readonly { readonly id: string }[] = []): string => {
  const taken = new Set(entries.map(({ id }) => id));
  const free = Array.from({ length: taken.size + 1 }, (_, i) => `${stem}-${i + 1}`);
  return free.find((id) => !taken.has(id)) ?? stem;
};

export const lists: readonly List[] = [
  {
    section: 'options',
    title: 'Options',
    entry: 'Option',
    add: 'Add an option',
    fewest: 1,
    applies: () => true,
    columns: () => [
      { label: 'Name', path: ['name'], kind: 'prose' },
      { label: 'Description', path: ['description'], kind: 'prose' },
      { label: 'Pros, one a line', path: ['pros'], kind: 'lines' },
      { label: 'Cons, one a line', path: ['cons'], kind: 'lines' },
    ],
    blank: (scenario) => ({ id: newId('option', scenario.options), name: 'New option' }),
  },
  {
    section: 'correlations',
    title: 'Correlations',
    entry: 'Correlation',
    add: 'Add a correlation',
    fewest: 0,
    applies: (scenario) => correlatable(scenario).length > 1,
    columns(scenario) {
      const choices = correlatable(scenario);
      return [
        { label: 'Between', path: ['between', 0], kind: 'choice', choices },
        { label: 'And', path: ['between', 1], kind: 'choice', choices },
        { label: 'Spearman, −1 to 1', path: ['spearman'], kind: 'number' },
      ];
    },
    blank(scenario) {
      const between = freePair(scenario);
      return between ? { between, spearman: 0 } : null;
    },
  },
  {
    section: 'constraints',
    title: 'Constraints',
    entry: 'Constraint',
    add: 'Add a constraint',
    fewest: 0,
    applies: (scenario) => outcomesOf(scenario).length > 0,
    columns: () => [
      { label: 'Name', path: ['id'], kind: 'text' },
      { label: 'Must hold', path: ['expr'], kind: 'expression' },
      { label: 'In at least, 0 to 1', path: ['probability'], kind: 'number' },
    ],
    blank: (scenario) => ({
      id: newId('limit', scenario.constraints),
      expr: `${outcomesOf(scenario).at(-1)} >= 0`,
      probability: 0.9,
    }),
  },
  {
    section: 'criteria',
    title: 'Criteria',
    entry: 'Criterion',
    add: 'Add a criterion',
    fewest: 0,
    applies: (scenario) => !scenario.objective && outcomesOf(scenario).length > 0,
    columns: (scenario) => [
      { label: 'Name', path: ['id'], kind: 'text' },
      { label: 'Outcome', path: ['outcome'], kind: 'choice', choices: outcomesOf(scenario) },
      {
        label: 'Direction',
        path: ['direction'],
        kind: 'choice',
        choices: ['maximise', 'minimise'],
      },
    ],
    blank(scenario) {
      const used = new Set((scenario.criteria ?? []).map(({ outcome }) => outcome));
      const outcome = outcomesOf(scenario).findLast((name) => !used.has(name));
      const id = newId('criterion', scenario.criteria);
      return outcome ? { id, outcome, direction: 'maximise', weight: 1 } : null;
    },
  },
];
