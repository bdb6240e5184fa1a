import { defaultKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language';
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { Problem } from '@scenario-sandbox/contract';
import { completion } from './complete.ts';

export interface YamlView {
  /** Shows a text that was changed elsewhere. */
  readonly show: (text: string) => void;
  readonly mark: (problems: readonly Problem[]) => void;
  /** Puts the cursor at a line, counted from 1, and brings it into view. */
  readonly reveal: (line: number) => void;
  readonly destroy: () => void;
}

const pauseMs = 800;

const theme = EditorView.theme({
  '&': { color: 'var(--ink)', backgroundColor: 'var(--surface)', fontSize: '13px' },
  '.cm-content': { caretColor: 'var(--ink)', fontFamily: 'var(--mono)' },
  '.cm-gutters': { backgroundColor: 'var(--raised)', color: 'var(--muted)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--raised)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '&.cm-focused': { outline: '2px solid var(--focus)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--selection)',
  },
  '.cm-tooltip, .cm-panels': { backgroundColor: 'var(--raised)', color: 'var(--ink)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--accent)',
    color: 'var(--on-accent)',
  },
  '.cm-completionMatchedText': { fontWeight: '600' },
});

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--accent)' },
  { tag: [tags.string, tags.content], color: 'var(--ink)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--number)' },
  { tag: tags.comment, color: 'var(--muted)', fontStyle: 'italic' },
]);

/** A YAML editor in a shadow root; edits go to `edit`, joined while the person keeps typing. */
export function createEditor(
  root: ShadowRoot,
  text: string,
  edit: (text: string, burst?: number) => void,
): YamlView {
  let burst = 0;
  let lastAt = 0;
  let showing = false;
  const typed = EditorView.updateListener.of(({ docChanged, state }) => {
    if (!docChanged || showing) return;
    const now = performance.now();
    if (now - lastAt > pauseMs) burst = now;
    lastAt = now;
    edit(state.doc.toString(), burst);
  });
  const view = new EditorView({ root, parent: root, state: stateOf(text, typed) });
  return {
    show(next) {
      const shown = view.state.doc.toString();
      if (next === shown) return;
      showing = true;
      view.dispatch({ changes: { from: 0, to: shown.length, insert: next } });
      showing = false;
    },
    mark: (problems) =>
      view.dispatch(setDiagnostics(view.state, diagnosticsOf(view.state, problems))),
    reveal(line) {
      const { from } = view.state.doc.line(Math.min(line, view.state.doc.lines));
      view.dispatch({
        selection: { anchor: from },
        effects: EditorView.scrollIntoView(from, { y: 'center' }),
      });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}

function stateOf(text: string, typed: ReturnType<typeof EditorView.updateListener.of>) {
  return EditorState.create({
    doc: text,
    extensions: [
      lineNumbers(),
      drawSelection(),
      indentOnInput(),
      bracketMatching(),
      highlightActiveLine(),
      highlightSelectionMatches(),
      yaml(),
      syntaxHighlighting(colours),
      lintGutter(),
      completion,
      theme,
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': 'Scenario as YAML' }),
      keymap.of([...lintKeymap, ...searchKeymap, ...withoutRun(defaultKeymap), indentWithTab]),
      typed,
    ],
  });
}

/** Ctrl+Enter runs the scenario; the editor would open a blank line. */
const withoutRun = (bindings: typeof defaultKeymap) =>
  bindings.filter(({ key }) => key !== 'Mod-Enter');

function diagnosticsOf(state: EditorState, problems: readonly Problem[]): Diagnostic[] {
  return problems.flatMap(({ line, column, severity, message }) => {
    if (line === undefined || line > state.doc.lines) return [];
    const place = state.doc.line(line);
    const from = Math.min(place.to, place.from + (column ?? 1) - 1);
    return [{ from, to: place.to, severity, message }];
  });
}
