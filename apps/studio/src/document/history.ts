/** One text with its undone and redoable versions. */
export interface History {
  readonly text: string;
  readonly past: readonly string[];
  readonly future: readonly string[];
  /** Edits of one burst (a run of typing) are undone together. */
  readonly burst: number | null;
}

export type HistoryAction =
  | { readonly type: 'edit'; readonly text: string; readonly burst: number | null }
  | { readonly type: 'undo' }
  | { readonly type: 'redo' };

const longestPast = 200;

export function historyOf(text: string): History {
  return { text, past: [], future: [], burst: null };
}

export function nextHistory(state: History, action: HistoryAction): History {
  const { text, past, future } = state;
  if (action.type === 'edit') {
    if (action.text === text) return state;
    const joined = action.burst !== null && action.burst === state.burst;
    const kept = joined ? past : [...past, text].slice(-longestPast);
    return { text: action.text, past: kept, future: [], burst: action.burst };
  }
  const other = (action.type === 'undo' ? past : future).at(-1);
  if (other === undefined) return state;
  return action.type === 'undo'
    ? { text: other, past: past.slice(0, -1), future: [...future, text], burst: null }
    : { text: other, past: [...past, text], future: future.slice(0, -1), burst: null };
}
