import type { Problem } from '@scenario-sandbox/contract';
import { useEffect, useRef } from 'react';
import { createEditor, type YamlView } from './codemirror.ts';

/** A line to go to; a new object goes there again. */
export interface Place {
  readonly line: number;
}

interface YamlEditorProps {
  readonly text: string;
  readonly edit: (text: string, burst?: number) => void;
  readonly problems: readonly Problem[];
  readonly place: Place | null;
}

/** The document as text, with the linter's messages at their lines. */
export default function YamlEditor({ text, edit, problems, place }: YamlEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<YamlView | null>(null);
  const first = useRef(text);
  useEffect(() => {
    if (!host.current) return;
    // A shadow root: the editor's styles are then constructed sheets, which the page's policy allows.
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open' });
    const editor = createEditor(root, first.current, edit);
    view.current = editor;
    return () => {
      editor.destroy();
      view.current = null;
    };
  }, [edit]);
  useEffect(() => {
    first.current = text;
    view.current?.show(text);
  }, [text]);
  useEffect(() => view.current?.mark(problems), [problems]);
  useEffect(() => {
    if (place) view.current?.reveal(place.line);
  }, [place]);
  return (
    <>
      <p className="muted">Ctrl+Space completes; Escape, then Tab, leaves the editor.</p>
      <div className="yaml" ref={host} />
    </>
  );
}
