import type { Scenario } from '@scenario-sandbox/contract';
import { inputOf } from './inputs.ts';
import type { Path } from './yaml.ts';

/** Shapes of an influence diagram: what is chosen, uncertain, known, computed and wanted. */
export type NodeKind = 'decision' | 'uncertain' | 'constant' | 'computed' | 'objective';

export interface InfluenceNode {
  readonly id: string;
  readonly label: string;
  readonly kind: NodeKind;
  readonly unit: string;
  /** As written: a figure, a distribution, an expression. */
  readonly definition: string;
  readonly path: Path;
  /** The one expression that defines it, where there is exactly one. */
  readonly expression: { readonly path: Path; readonly text: string } | null;
  readonly dependsOn: readonly string[];
  readonly usedBy: readonly string[];
}

type Draft = Omit<InfluenceNode, 'dependsOn' | 'usedBy'> & { readonly texts: readonly string[] };

/** What a scenario computes from what, by the names its expressions hold. */
export function influenceOf(scenario: Scenario): InfluenceNode[] {
  const drafts = new Map<string, Draft>();
  for (const draft of [
    ...variableDrafts(scenario),
    ...setDrafts(scenario),
    ...lineDrafts(scenario),
  ]) {
    const before = drafts.get(draft.id);
    const texts = [...(before?.texts ?? []), ...draft.texts];
    drafts.set(draft.id, { ...draft, ...before, texts, kind: merged(before?.kind, draft.kind) });
  }
  const names = new Set(drafts.keys());
  const nodes = [...drafts.values()].map(({ texts, ...draft }) => ({
    ...draft,
    dependsOn: referencesIn(texts, names, draft.id),
    usedBy: [] as string[],
  }));
  const known = new Map(nodes.map((node) => [node.id, node]));
  for (const { id, dependsOn } of nodes) {
    for (const name of dependsOn) known.get(name)?.usedBy.push(id);
  }
  return nodes;
}

/** A name that options set is a decision; the rest keep the kind they were first given. */
const merged = (before: NodeKind | undefined, now: NodeKind): NodeKind =>
  now === 'decision' ? now : (before ?? now);

function variableDrafts(scenario: Scenario): Draft[] {
  return Object.entries(scenario.variables ?? {}).map(([id, spec]) =>
    draftOf(id, spec, ['variables', id]),
  );
}

function setDrafts(scenario: Scenario): Draft[] {
  return scenario.options.flatMap((option, i) =>
    Object.entries(option.set ?? {}).map(([id, spec]) => ({
      ...draftOf(id, spec, ['options', i, 'set', id]),
      kind: 'decision' as const,
      definition: 'set by each option',
      expression: null,
    })),
  );
}

function lineDrafts(scenario: Scenario): Draft[] {
  const wanted = new Set(objectivesOf(scenario));
  return Object.entries(scenario.model ?? {}).map(([id, spec]) => ({
    ...draftOf(id, spec, ['model', id]),
    kind: wanted.has(id) ? ('objective' as const) : ('computed' as const),
  }));
}

function objectivesOf(scenario: Scenario): string[] {
  const { objective, criteria = [] } = scenario;
  const single = objective ? Object.values(objective) : [];
  return [...single, ...criteria.flatMap(({ outcome }) => outcome ?? [])];
}

function draftOf(id: string, spec: unknown, path: Path): Draft {
  const input = inputOf(id, spec, path);
  const texts = input.fields.map(({ value }) => value).filter((value) => typeof value === 'string');
  const kind =
    input.kind === 'number' ? 'constant' : input.kind === 'expression' ? 'computed' : 'uncertain';
  const fields = input.fields.map(({ label, value }) => `${label} ${value}`);
  const plain = input.kind === 'number' || input.kind === 'expression';
  const definition =
    plain && input.fields.length === 1 ? String(input.fields[0]?.value) : fields.join(', ');
  const [only] = input.kind === 'expression' && input.fields.length === 1 ? input.fields : [];
  const expression = only ? { path: only.path, text: String(only.value) } : null;
  return { id, label: input.label, kind, unit: input.unit, definition, path, expression, texts };
}

function referencesIn(
  texts: readonly string[],
  names: ReadonlySet<string>,
  self: string,
): string[] {
  const found = texts.flatMap((text) => text.match(/(?<![\w.])[A-Za-z_]\w*(?!\w*\s*\()/g) ?? []);
  return [...new Set(found)].filter((name) => names.has(name) && name !== self);
}
