import type { Report } from '@scenario-sandbox/contract';
import { capitalised } from '@scenario-sandbox/core/narrate/labels.ts';
import { Notice } from '../ui/notice.tsx';
import { Sentence } from '../ui/sentence.tsx';
import { Standing } from './standing.tsx';

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
      <p className="eyebrow">Recommended</p>
      <div className="chips">
        <h3>{recommendation.name}</h3>
        <span className="chip" data-confidence={analysis.confidence}>
          {analysis.confidence} confidence
        </span>
        {recommendation.tooCloseToCall && <span className="chip">too close to call</span>}
      </div>
      <p>
        <Sentence text={recommendation.summary} />
      </p>
      <Standing report={report} />
      <Change conditions={recommendation.conditions} />
      <Reasons reasons={recommendation.reasons} />
    </section>
  );
}

/** A clause as a sentence of its own. */
const sentence = (clause: string): string => capitalised(clause).replace(/([^.!?])$/, '$1.');

function List({ points }: { readonly points: readonly string[] }) {
  return (
    <ul>
      {points.map((point) => (
        <li key={point}>
          <Sentence text={point} />
        </li>
      ))}
    </ul>
  );
}

/** The likeliest thing that would change the answer, and the others on demand. */
function Change({ conditions }: { readonly conditions: readonly string[] }) {
  const [first, ...others] = conditions;
  if (first === undefined) return null;
  return (
    <>
      <p>
        <strong>What would change it:</strong> <Sentence text={first} />
      </p>
      {others.length > 0 && (
        <details className="provenance">
          <summary>{others.length} more that would change it</summary>
          <List points={others} />
        </details>
      )}
    </>
  );
}

function Reasons({ reasons }: { readonly reasons: readonly string[] }) {
  if (reasons.length === 0) return null;
  return (
    <details className="provenance">
      <summary>Why</summary>
      <List points={reasons} />
    </details>
  );
}
