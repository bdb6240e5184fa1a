import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  startCompletion,
} from '@codemirror/autocomplete';
import type { EditorView } from '@codemirror/view';
import { offerAt, type Suggestion } from '../document/completion.ts';

const types: Record<Suggestion['kind'], string> = {
  key: 'property',
  value: 'enum',
  name: 'variable',
  function: 'function',
  distribution: 'class',
};

/** While typing a word, and by Ctrl+Space anywhere. */
function source({ state, pos, explicit }: CompletionContext): CompletionResult | null {
  const offer = offerAt(state.doc.toString(), pos);
  if (!offer || (!explicit && offer.from === pos)) return null;
  return { from: offer.from, options: offer.suggestions.map(completionOf), validFor: /^[\w-]*$/ };
}

function completionOf({ kind, label, detail, info, insert }: Suggestion): Completion {
  return {
    label,
    type: types[kind],
    detail,
    ...(info && { info }),
    apply: (view, _, from, to) => write(view, from, to, insert),
  };
}

/** What stands behind the word already (a colon, a bracket) is not written twice. */
function write(view: EditorView, from: number, to: number, insert: string): void {
  const behind = view.state.sliceDoc(to, to + 2);
  const text = behind.startsWith(insert.trimEnd().at(-1) ?? '')
    ? insert.trimEnd().slice(0, -1)
    : insert;
  view.dispatch({
    changes: { from, to, insert: text },
    selection: { anchor: from + text.length },
    userEvent: 'input.complete',
  });
  if (insert.endsWith(': ')) startCompletion(view);
}

export const completion = autocompletion({ override: [source], icons: false });
