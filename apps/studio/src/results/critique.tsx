import type { Report, ReportCritique, Scenario } from '@scenario-sandbox/contract';
import { useMemo, useState } from 'react';
import { type InfluenceNode, influenceOf } from '../document/influence.ts';
import { subjectOf, type Target, targetOf } from '../document/reference.ts';
import { Markdown } from '../ui/markdown.tsx';
import { isRunning } from '../workbench/run-state.ts';
import type { Run } from '../workbench/use-run.ts';
import { Remark, remarkKey } from './remark.tsx';
import { Suggestion } from './suggestion.tsx';

interface CritiqueProps {
  readonly run: Run;
  readonly report: Report | null;
  /** The report, and so its remarks, are of another version than the document has. */
  readonly stale: boolean;
  readonly critiqueStale: boolean;
  readonly text: string;
  readonly edit: (text: string) => void;
  readonly scenario: Scenario | null;
  readonly show: (target: Target) => void;
}

/** The critique as it streams, then its remarks with what can be done about each. */
export function Critique({ run, report, stale, critiqueStale, ...place }: CritiqueProps) {
  const remarks = report?.analysis.critique ?? [];
  const { scenario } = place;
  const nodes = useMemo(() => (scenario ? influenceOf(scenario) : []), [scenario]);
  return (
    <>
      {run.critique !== '' && <CopyText text={run.critique} />}
      {run.critiqueIsFormer && (
        <p className="muted">
          {isRunning(run)
            ? 'The critique of the run before, until this run’s begins:'
            : 'The critique of the run before; this run ended before its own began:'}
        </p>
      )}
      <div
        className="critique results"
        data-stale={critiqueStale}
        aria-busy={isRunning(run) && !run.critiqueIsFormer}
      >
        <Markdown text={run.critique} headingLevel={3} />
        {run.phase === 'cancelled' && !run.critiqueIsFormer && (
          <p className="muted">The critique was cancelled here.</p>
        )}
      </div>
      {remarks.length > 0 && (
        <section aria-label="Remarks" className="results" data-stale={stale}>
          <h3>Remarks, and what to do about them</h3>
          <ul className="remarks">
            {remarks.map((remark) => (
              <Remark key={remarkKey(remark)} remark={remark}>
                <RemarkActions remark={remark} nodes={nodes} {...place} />
              </Remark>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

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

type RemarkActionsProps = Omit<CritiqueProps, 'run' | 'report' | 'stale' | 'critiqueStale'> & {
  readonly remark: ReportCritique;
  readonly nodes: readonly InfluenceNode[];
};

/** Ways to what a remark is about, and the change it suggests. */
function RemarkActions({ remark, nodes, text, edit, scenario, show }: RemarkActionsProps) {
  const { suggestion, refs } = remark;
  return (
    <>
      {scenario && <Places refs={refs} nodes={nodes} text={text} scenario={scenario} show={show} />}
      {suggestion && (
        <Suggestion suggestion={suggestion} text={text} edit={edit} scenario={scenario} />
      )}
    </>
  );
}

interface PlacesProps {
  readonly refs: readonly string[];
  readonly nodes: readonly InfluenceNode[];
  readonly text: string;
  readonly scenario: Scenario;
  readonly show: (target: Target) => void;
}

/** What a remark is about: each a way to its node in the model, or to its line. */
function Places({ refs, nodes, text, scenario, show }: PlacesProps) {
  const subjects = [...new Set(refs)].map((reference) => ({
    reference,
    ...subjectOf(reference, scenario, nodes),
  }));
  if (subjects.length === 0) return null;
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
            onClick={() => show(targetOf(subject, text))}
          >
            {subject.label}
          </button>
        ),
      )}
    </p>
  );
}
