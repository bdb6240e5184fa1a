import type { Report } from '@scenario-sandbox/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useBackend } from '../backend/context.ts';
import { type OpenDocument, useDocument } from '../document/open-document.ts';
import { hrefOf, type Pin } from '../route.ts';
import { encodeShare, longestLink } from '../shared/share-link.ts';
import { reasonOf } from '../ui/notice.tsx';
import { useWatched } from '../ui/watched.ts';
import { isRunning } from './run-state.ts';
import { type Run, useReport } from './use-run.ts';

interface ToolbarProps {
  readonly id: string;
  readonly document: OpenDocument;
  /** The text the server has; null where it has none. */
  readonly stored: string | null;
  readonly run: Run;
  readonly autoRun: boolean;
  readonly onAutoRun: (on: boolean) => void;
  readonly onRun: () => void;
  readonly onSaved: (text: string) => void;
}

export function Toolbar(props: ToolbarProps) {
  const { id, document, stored, run, onRun } = props;
  const { text, past, future, shown, parsed, version } = useDocument(document);
  const running = useWatched(run, isRunning);
  const { report, reportVersion } = useReport(run);
  const unsaved = text !== stored;
  const readable = parsed.scenario !== null;
  return (
    <div className="toolbar">
      <div className="toolbar-title">
        <h1>{shown?.title ?? id}</h1>
        {shown?.question && <p className="muted">{shown.question}</p>}
      </div>
      <div className="toolbar-actions" role="toolbar" aria-label="Scenario">
        <button
          type="button"
          className="button"
          onClick={document.undo}
          disabled={past.length === 0}
        >
          Undo
        </button>
        <button
          type="button"
          className="button"
          onClick={document.redo}
          disabled={future.length === 0}
        >
          Redo
        </button>
        {unsaved && stored !== null && (
          <button type="button" className="button" onClick={() => document.edit(stored)}>
            Discard changes
          </button>
        )}
        <SaveAndShare
          document={document}
          readable={readable}
          unsaved={unsaved}
          pin={report && reportVersion === version() ? pinOf(report) : null}
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
          <button type="button" className="button danger" onClick={run.cancel}>
            Cancel run
          </button>
        ) : (
          <button
            type="button"
            className="button primary"
            onClick={onRun}
            disabled={!readable}
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

const pinOf = ({ meta: { runId, resultHash, scenarioId } }: Report): Pin => ({
  runId,
  resultHash,
  scenarioId,
});

interface SaveAndShareProps {
  readonly document: OpenDocument;
  readonly readable: boolean;
  readonly unsaved: boolean;
  /** The run of the text as it stands; null where it has none. */
  readonly pin: Pin | null;
  readonly onSaved: (text: string) => void;
}

function SaveAndShare({ document, readable, unsaved, pin, onSaved }: SaveAndShareProps) {
  const backend = useBackend();
  const queries = useQueryClient();
  const [said, setSaid] = useState('');
  const save = async () => {
    const { text, parsed } = document.now();
    const { scenario } = parsed;
    if (!scenario) return;
    try {
      await backend.save(scenario);
      queries.setQueryData(['scenario', scenario.id], scenario);
      // The list is read anew at once, shown or not: it must not come back with an older answer.
      await queries.invalidateQueries({ queryKey: ['scenarios'], refetchType: 'all' });
      onSaved(text);
      setSaid('Saved');
    } catch (error) {
      setSaid(`Not saved: ${reasonOf(error)}`);
    }
  };
  const share = async () => {
    const packed = await encodeShare(document.now().text);
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
      <button type="button" className="button" onClick={share} disabled={!readable}>
        Copy link
      </button>
      <button type="button" className="button" onClick={save} disabled={!readable || !unsaved}>
        Save
      </button>
    </>
  );
}
