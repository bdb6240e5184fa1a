import type { Scenario } from '@scenario-sandbox/contract';
import { capitalised } from '@scenario-sandbox/core/narrate/labels.ts';
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { InfluenceNode } from './influence.ts';
import { type Path, readPath, resolveReference } from './yaml.ts';

/** What a remark is about: a name of the model, or else a place of the document. */
export interface Subject {
  readonly label: string;
  readonly node: string | null;
  /** Null where the document has nothing of it. */
  readonly path: Path | null;
}

/** Where that is shown: at a node, or at a line of the text. */
export interface Target {
  readonly node: string | null;
  readonly line: number | null;
}

/** What `variables.churn`, `options.usage` or `samples` stands for in the document as it is. */
export function subjectOf(
  reference: string,
  scenario: Scenario,
  nodes: readonly InfluenceNode[],
): Subject {
  const node = nodeOf(reference, scenario, nodes);
  if (node) return { label: node.label, node: node.id, path: node.path };
  const path = resolveReference(scenario, reference);
  const there = Object.hasOwn(scenario, String(path[0]));
  return { label: labelOf(reference, scenario), node: null, path: there ? path : null };
}

/** Lines are looked up when they are asked for: it takes reading the whole text. */
export const targetOf = ({ node, path }: Subject, text: string): Target => ({
  node,
  line: node === null && path ? lineOf(text, path) : null,
});

/** Sections whose entries are nodes of the diagram. */
const modelled = new Set(['variables', 'model']);

function nodeOf(reference: string, scenario: Scenario, nodes: readonly InfluenceNode[]) {
  const [section, id, part, name] = readPath(reference);
  const named = (wanted: unknown) => nodes.find((node) => node.id === wanted);
  if (modelled.has(String(section))) return named(id);
  if (section === 'options' && part === 'set') return named(name);
  if (section !== 'criteria' || part !== undefined) return undefined;
  return named(scenario.criteria?.find((criterion) => criterion.id === id)?.outcome);
}

function labelOf(reference: string, scenario: Scenario): string {
  const [section = '', id, ...rest] = readPath(reference);
  if (id === undefined) return capitalised(String(section));
  const entries = (scenario as Record<string, unknown>)[String(section)];
  if (!Array.isArray(entries)) return [capitalised(String(section)), id, ...rest].join(', ');
  const entry = entries.find((each) => each?.id === id);
  return [capitalised(String(entry?.name ?? entry?.label ?? id)), ...rest].join(', ');
}

/** The line of a path's key, counted from 1; of its nearest holder where it is absent. Null: nowhere. */
export function lineOf(text: string, path: Path): number | null {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  let holder: unknown = document.contents;
  let offset: number | null = null;
  for (const step of path) {
    const [key, value] = stepInto(holder, step);
    if (!isNode(key) || !key.range) break;
    [offset] = key.range;
    holder = value;
  }
  return offset === null ? null : lines.linePos(offset).line;
}

/** Key and value of a map's entry; of a list's entry, the entry twice. */
function stepInto(holder: unknown, step: string | number): readonly [unknown, unknown] {
  if (isSeq(holder) && typeof step === 'number') return [holder.items[step], holder.items[step]];
  if (!isMap(holder)) return [null, null];
  const pair = holder.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
  return [pair?.key, pair?.value];
}
