import { formatShare } from '@scenario-sandbox/charts/format.ts';
import type { Report } from '@scenario-sandbox/contract';
import { Notice } from '../ui/notice.tsx';

/** The recommendation in a sentence, its confidence and what would change it. */
export function Recommendation({ report }: { readonly report: Report }) {
  const { recommendation, analysis } = report;
  if (recommendation.primary === null) {
    return (
      <Notice tone="warning" title="No option can be recommended yet">
        <p>{sentence(recommendation.reason ?? recommendation.summary)}</p>
      </Notice>
    );
  }
  return (
    <section className="recommendation" aria-label="Recommendation">
      <p className="muted">Recommended</p>
      <h3>{recommendation.name}</h3>
      <p className="chips">
        <span className="chip" data-confidence={analysis.confidence}>
          {analysis.confidence} confidence
        </span>
        <span className="chip">best in {formatShare(analysis.probabilityBest)} of samples</span>
        {recommendation.tooCloseToCall && <span className="chip">too close to call</span>}
      </p>
      <p>{recommendation.summary}</p>
      <Points title="Why" points={recommendation.reasons} />
      <Points title="What would change it" points={recommendation.conditions} />
    </section>
  );
}

/** A clause as a sentence of its own. */
const sentence = (clause: string): string =>
  clause.charAt(0).toUpperCase() + clause.slice(1).replace(/([^.!?])$/, '$1.');

/** Points that are read before deciding whether to read on. */
const mostPoints = 3;

function List({ points }: { readonly points: readonly string[] }) {
  return (
    <ul>
      {points.map((point) => (
        <li key={point}>{point}</li>
      ))}
    </ul>
  );
}

function Points({ title, points }: { readonly title: string; readonly points: readonly string[] }) {
  if (points.length === 0) return null;
  const more = points.slice(mostPoints);
  return (
    <>
      <h4>{title}</h4>
      <List points={points.slice(0, mostPoints)} />
      {more.length > 0 && (
        <details className="provenance">
          <summary>{more.length} more</summary>
          <List points={more} />
        </details>
      )}
    </>
  );
}
