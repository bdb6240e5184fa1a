import { useMemo, useState } from 'react';
import type { Key } from 'react-aria-components';
import type { Target } from '../document/reference.ts';
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
export interface ModelView extends Shown {
  readonly select: (id: string | null) => void;
  readonly setView: (view: Key) => void;
  readonly showLine: (line: number) => void;
  readonly show: (target: Target) => void;
}

const atFirst: Shown = { selected: null, view: 'diagram', place: null, asked: null };

export function useModelView(): ModelView {
  const [shown, setShown] = useState(atFirst);
  const actions = useMemo(() => {
    const change = (part: Partial<Shown>) => setShown((now) => ({ ...now, asked: null, ...part }));
    const showLine = (line: number) => change({ view: 'yaml', place: { line } });
    return {
      select: (selected: string | null) => change({ selected }),
      setView: (view: Key) => change({ view }),
      showLine,
      show({ node, line }: Target) {
        if (node !== null) {
          setShown(({ view, place }) => ({
            selected: node,
            view: view === 'yaml' ? 'diagram' : view,
            place,
            asked: { node },
          }));
        } else if (line !== null) showLine(line);
      },
    };
  }, []);
  return useMemo(() => ({ ...shown, ...actions }), [shown, actions]);
}
