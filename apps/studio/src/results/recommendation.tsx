import { formatShare } from '@scenario-sandbox/charts/format.ts';
import type { Report } from '@scenario-sandbox/contract';
import { Notice } from '../ui/notice.tsx';

/** The recommendation in a sentence, its confidence and what would change it. */
export function Recommendation({ report }: { readonly report: Report }) {
  const { recommendation, analysis } = report;
  if (recommendation.primary === null) {
    return (
      <Notice tone="warning" title="No option can be recommended yet">
        <p>{recommendation.reason ?? recommendation.summary}</p>
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

function Points({ title, points }: { readonly title: string; readonly points: readonly string[] }) {
  if (points.length === 0) return null;
  return (
    <>
      <h4>{title}</h4>
      <ul>
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </>
  );
}
