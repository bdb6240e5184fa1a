import type { ReportCritique } from '@scenario-sandbox/contract';
import { useId, useMemo, useRef, useState } from 'react';
import type { DocumentState } from '../document/open-document.ts';
import { type DiffLine, differencesOf, patched } from '../document/patch.ts';
import { Sentence } from '../ui/sentence.tsx';

interface SuggestionProps {
  readonly suggestion: NonNullable<ReportCritique['suggestion']>;
  readonly now: DocumentState;
  readonly edit: (text: string) => void;
}

/** What a remark advises; where it comes as a change, the change is shown before it is made. */
export function Suggestion({ suggestion, now, edit }: SuggestionProps) {
  const { text, parsed } = now;
  const { scenario } = parsed;
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const id = useId();
  const { patch = [] } = suggestion;
  const after = useMemo(
    () => (open && scenario ? patched(text, scenario, patch) : null),
    [open, text, scenario, patch],
  );
  const close = () => {
    setOpen(false);
    opener.current?.focus();
  };
  return (
    <>
      <p className="muted">
        <Sentence text={suggestion.text} />
      </p>
      {patch.length > 0 && (
        <button
          ref={opener}
          type="button"
          className="button small"
          aria-expanded={open}
          aria-controls={id}
          disabled={!scenario}
          onClick={() => setOpen(!open)}
        >
          Show the change
        </button>
      )}
      {open && (
        <section id={id} className="suggested" aria-label="Suggested change">
          <Change before={text} after={after} />
          <p className="chart-actions">
            {after !== null && after !== text && (
              <button
                type="button"
                className="button small primary"
                onClick={() => {
                  edit(after);
                  close();
                }}
              >
                Apply
              </button>
            )}
            <button type="button" className="button small" onClick={close}>
              Cancel
            </button>
          </p>
        </section>
      )}
    </>
  );
}

function Change({ before, after }: { readonly before: string; readonly after: string | null }) {
  if (after === null) return <p>The text has changed: the suggestion has no place in it now.</p>;
  if (after === before) return <p>The scenario has this already.</p>;
  return (
    <div className="diff">
      {differencesOf(before, after).map((lines) => (
        <ol key={lines[0]?.line}>
          {lines.map(({ kind, text, line }) => (
            <li key={`${kind} ${line}`} data-kind={kind}>
              <span className="diff-line">{line}</span>
              <span aria-hidden="true">{marks[kind]}</span>
              <code>
                {kind !== 'kept' && <span className="visually-hidden">{kind}: </span>}
                {text}
              </code>
            </li>
          ))}
        </ol>
      ))}
    </div>
  );
}

const marks: Record<DiffLine['kind'], string> = { kept: ' ', removed: '−', added: '+' };
