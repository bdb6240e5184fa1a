import type { Scenario } from '@scenario-sandbox/contract';
import { replaceEqualDeep } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useWatched, type Watched, watched } from '../ui/watched.ts';
import { type History, type HistoryAction, historyOf, nextHistory } from './history.ts';
import { type InfluenceNode, influenceOf } from './influence.ts';
import { versionOf } from './version.ts';
import { type Parsed, type Path, parseScenario, removeAt, setAt } from './yaml.ts';

/** A text and what is read of it. What takes a while is worked out when it is first asked for. */
export interface DocumentState extends History {
  readonly parsed: Parsed;
  /** The scenario, or what it was when the text could last be read: what cannot be read takes nothing away. */
  readonly shown: Scenario | null;
  readonly version: () => string;
  /** Of what is shown; one that is as it was before is the same object. */
  readonly nodes: () => readonly InfluenceNode[];
}

/** The document that inputs, model and YAML all edit: one text, one history for the three. */
export interface OpenDocument extends Watched<DocumentState> {
  /** Edits of one burst are undone together. */
  readonly edit: (text: string, burst?: number) => void;
  /** An undefined value removes what is at the path. */
  readonly change: (path: Path, value: unknown) => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

/** savedText: shown in place of a text that cannot be read. */
export function openDocument(text: string, savedText: string | null): OpenDocument {
  let nodes: readonly InfluenceNode[] = [];
  const stateOf = (history: History, former: () => Scenario | null): DocumentState => {
    const parsed = parseScenario(history.text);
    const shown = parsed.scenario ?? former();
    return {
      ...history,
      parsed,
      shown,
      version: once(() => versionOf(history.text, parsed.scenario)),
      nodes: once(() => {
        nodes = replaceEqualDeep(nodes, shown ? influenceOf(shown) : []);
        return nodes;
      }),
    };
  };
  const { set, ...state } = watched(
    stateOf(historyOf(text), () => parseScenario(savedText ?? '').scenario),
  );
  const dispatch = (action: HistoryAction) => {
    const { shown, ...before } = state.now();
    const next = nextHistory(before, action);
    if (next !== before) set(stateOf(next, () => shown));
  };
  const edit = (next: string, burst?: number) =>
    dispatch({ type: 'edit', text: next, burst: burst ?? null });
  return {
    ...state,
    edit,
    change(path, value) {
      const { text: now } = state.now();
      edit(value === undefined ? removeAt(now, path) : setAt(now, path, value));
    },
    undo: () => dispatch({ type: 'undo' }),
    redo: () => dispatch({ type: 'redo' }),
  };
}

function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | null = null;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}

const whole = (state: DocumentState): DocumentState => state;

/** The document, drawn when there is time for it: the field that was changed comes first. */
export const useDocument = (document: OpenDocument): DocumentState =>
  useDeferredValue(useWatched(document, whole));
