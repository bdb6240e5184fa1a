import type { Key } from 'react-aria-components';
import type { Target } from '../document/reference.ts';
import { type Watched, watched } from '../ui/watched.ts';
import type { Place } from './yaml-editor.tsx';

interface Shown {
  readonly selected: string | null;
  /** "diagram", "outline" or "yaml". */
  readonly view: Key;
  readonly place: Place | null;
  /** Set when another panel asks for a node: the keyboard then goes to it. */
  readonly asked: { readonly node: string } | null;
}

/** What the model panel shows, which other panels may ask for too. */
export interface ModelView extends Watched<Shown> {
  readonly select: (id: string | null) => void;
  readonly setView: (view: Key) => void;
  readonly showLine: (line: number) => void;
  readonly show: (target: Target) => void;
}

export function createModelView(): ModelView {
  const atFirst: Shown = { selected: null, view: 'diagram', place: null, asked: null };
  const { set, ...shown } = watched(atFirst);
  const change = (part: Partial<Shown>) => set({ ...shown.now(), asked: null, ...part });
  const showLine = (line: number) => change({ view: 'yaml', place: { line } });
  return {
    ...shown,
    select: (selected) => change({ selected }),
    setView: (view) => change({ view }),
    showLine,
    show({ node, line }) {
      const { view } = shown.now();
      if (node !== null) {
        change({
          selected: node,
          view: view === 'yaml' ? 'diagram' : view,
          asked: { node },
        });
      } else if (line !== null) showLine(line);
    },
  };
}
