import type { Scenario } from '@scenario-sandbox/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useBackend } from '../backend/context.ts';
import type { DocumentHistory } from '../document/history.ts';
import { hrefOf, type Pin } from '../route.ts';
import { encodeShare, longestLink } from '../shared/share-link.ts';
import { reasonOf } from '../ui/notice.tsx';

interface ToolbarProps {
  readonly title: string;
  readonly question: string;
  readonly scenario: Scenario | null;
  readonly history: DocumentHistory;
  readonly unsaved: boolean;
  readonly hasSaved: boolean;
  /** The run of the text as it stands; null where it has none. */
  readonly pin: Pin | null;
  readonly running: boolean;
  readonly autoRun: boolean;
  readonly onAutoRun: (on: boolean) => void;
  readonly onRun: () => void;
  readonly onCancel: () => void;
  readonly onSaved: () => void;
  readonly onDiscard: () => void;
}

export function Toolbar(props: ToolbarProps) {
  const { title, question, scenario, history, unsaved, running, onRun, onCancel } = props;
  return (
    <div className="toolbar">
      <div className="toolbar-title">
        <h1>{title}</h1>
        {question && <p className="muted">{question}</p>}
      </div>
      <div className="toolbar-actions" role="toolbar" aria-label="Scenario">
        <button
          type="button"
          className="button"
          onClick={history.undo}
          disabled={history.past.length === 0}
        >
          Undo
        </button>
        <button
          type="button"
          className="button"
          onClick={history.redo}
          disabled={history.future.length === 0}
        >
          Redo
        </button>
        {unsaved && props.hasSaved && (
          <button type="button" className="button" onClick={props.onDiscard}>
            Discard changes
          </button>
        )}
        <SaveAndShare
          scenario={scenario}
          text={history.text}
          unsaved={unsaved}
          pin={props.pin}
          onSaved={props.onSaved}
        />
        <label className="check">
          <input
            type="checkbox"
            checked={props.autoRun}
            onChange={(event) => props.onAutoRun(event.target.checked)}
          />
          Run on change
        </label>
        {running ? (
          <button type="button" className="button danger" onClick={onCancel}>
            Cancel run
          </button>
        ) : (
          <button
            type="button"
            className="button primary"
            onClick={onRun}
            disabled={!scenario}
            aria-keyshortcuts="Control+Enter"
            title="Ctrl+Enter"
          >
            Run
          </button>
        )}
      </div>
    </div>
  );
}

interface SaveAndShareProps {
  readonly scenario: Scenario | null;
  readonly text: string;
  readonly unsaved: boolean;
  readonly pin: Pin | null;
  readonly onSaved: () => void;
}

function SaveAndShare({ scenario, text, unsaved, pin, onSaved }: SaveAndShareProps) {
  const backend = useBackend();
  const queries = useQueryClient();
  const [said, setSaid] = useState('');
  const save = async () => {
    if (!scenario) return;
    try {
      await backend.save(scenario);
      queries.setQueryData(['scenario', scenario.id], scenario);
      // The list is read anew at once, shown or not: it must not come back with an older answer.
      await queries.invalidateQueries({ queryKey: ['scenarios'], refetchType: 'all' });
      onSaved();
      setSaid('Saved');
    } catch (error) {
      setSaid(`Not saved: ${reasonOf(error)}`);
    }
  };
  const share = async () => {
    const packed = await encodeShare(text);
    const fits = packed.length <= longestLink;
    if (!fits && !(pin && !backend.offline && !unsaved)) {
      setSaid('Too large for a link: save it and run it, then the link leads to that run');
      return;
    }
    const link = new URL(hrefOf({ page: 'shared', data: fits ? packed : '', pin }), location.href);
    try {
      await navigator.clipboard.writeText(link.href);
      setSaid(pin ? 'Link to this run copied' : 'Link copied; run it first to share results');
    } catch {
      location.hash = link.hash;
    }
  };
  return (
    <>
      <span className="muted" role="status">
        {said || (unsaved ? 'Unsaved changes' : '')}
      </span>
      <button type="button" className="button" onClick={share} disabled={!scenario}>
        Copy link
      </button>
      <button type="button" className="button" onClick={save} disabled={!scenario || !unsaved}>
        Save
      </button>
    </>
  );
}
