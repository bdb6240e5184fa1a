import type { Report } from '@scenario-sandbox/contract';
import { memo, useState } from 'react';
import { type DocumentState, type OpenDocument, useDocument } from '../document/open-document.ts';
import { subjectOf, type Target, targetOf } from '../document/reference.ts';
import { Markdown } from '../ui/markdown.tsx';
import { useWatched } from '../ui/watched.ts';
import { isRunning } from '../workbench/run-state.ts';
import type { Run } from '../workbench/use-run.ts';
import { Remark, remarkKey } from './remark.tsx';
import { Suggestion } from './suggestion.tsx';

interface RemarksProps {
  readonly report: Report | null;
  /** The report, and so its remarks, are of another version than the document has. */
  readonly stale: boolean;
  readonly document: OpenDocument;
  readonly show: (target: Target) => void;
}

interface CritiqueProps extends RemarksProps {
  readonly run: Run;
  /** The document's. */
  readonly version: string;
}

/** The critique as it streams, then its remarks with what can be done about each. */
export function Critique({ run, version, ...remarks }: CritiqueProps) {
  return (
    <>
      <Words run={run} version={version} />
      <Remarks {...remarks} />
    </>
  );
}

function Words({ run, version }: Pick<CritiqueProps, 'run' | 'version'>) {
  const state = useWatched(run, (now) => now);
  const { critique, critiqueIsFormer, phase } = state;
  return (
    <>
      {critique !== '' && <CopyText text={critique} />}
      {critiqueIsFormer && (
        <p className="muted">
          {isRunning(state)
            ? 'The critique of the run before, until this run’s begins:'
            : 'The critique of the run before; this run ended before its own began:'}
        </p>
      )}
      <div
        className="critique results"
        data-stale={critiqueIsFormer || state.version !== version}
        aria-busy={isRunning(state) && !critiqueIsFormer}
      >
        <Markdown text={critique} headingLevel={3} />
        {phase === 'cancelled' && !critiqueIsFormer && (
          <p className="muted">The critique was cancelled here.</p>
        )}
      </div>
    </>
  );
}

/** Drawn again with another report or document, not with every word of a run. */
const Remarks = memo(function Remarks({ report, stale, document, show }: RemarksProps) {
  const now = useDocument(document);
  const remarks = report?.analysis.critique ?? [];
  if (remarks.length === 0) return null;
  return (
    <section aria-label="Remarks" className="results" data-stale={stale}>
      <h3>Remarks, and what to do about them</h3>
      <ul className="remarks">
        {remarks.map((remark) => (
          <Remark key={remarkKey(remark)} remark={remark}>
            <Places refs={remark.refs} now={now} show={show} />
            {remark.suggestion && (
              <Suggestion suggestion={remark.suggestion} now={now} edit={document.edit} />
            )}
          </Remark>
        ))}
      </ul>
    </section>
  );
});

/** First in its tab, so that whoever looks for what can take the keyboard need not walk all words. */
function CopyText({ text }: { readonly text: string }) {
  const [said, setSaid] = useState('');
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setSaid('Copied'),
      () => setSaid('The browser does not let this page copy'),
    );
  return (
    <p className="copy-text">
      <span className="muted" role="status">
        {said}
      </span>
      <button type="button" className="button small" onClick={copy}>
        Copy the critique
      </button>
    </p>
  );
}

interface PlacesProps {
  readonly refs: readonly string[];
  readonly now: DocumentState;
  readonly show: (target: Target) => void;
}

/** What a remark is about: each a way to its node in the model, or to its line. */
function Places({ refs, now, show }: PlacesProps) {
  const { scenario } = now.parsed;
  if (!scenario || refs.length === 0) return null;
  const subjects = [...new Set(refs)].map((reference) => ({
    reference,
    ...subjectOf(reference, scenario, now.nodes()),
  }));
  return (
    <p className="places">
      <span className="muted">About</span>
      {subjects.map((subject) =>
        subject.path === null ? (
          <span key={subject.reference}>{subject.label}</span>
        ) : (
          <button
            key={subject.reference}
            type="button"
            className="link"
            onClick={() => show(targetOf(subject, now.text))}
          >
            {subject.label}
          </button>
        ),
      )}
    </p>
  );
}
