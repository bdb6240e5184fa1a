import type { Report } from '@scenario-sandbox/contract';
import { hrefOf } from '../route.ts';

/** Which run these figures are of: enough to get the same bytes again. */
interface RunFooterProps {
  readonly report: Report;
  /** Id of the saved scenario that the run's changes can be compared with; null where there is none. */
  readonly baseline: string | null;
}

export function RunFooter({ report: { meta }, baseline }: RunFooterProps) {
  const facts: readonly [string, string][] = [
    ['Seed', String(meta.seed)],
    ['Samples', meta.samples.toLocaleString('en')],
    ['Engine', meta.engineVersion],
    ['Result hash', meta.resultHash],
  ];
  return (
    <footer className="run-footer">
      <dl>
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {baseline !== null && baseline !== meta.scenarioId && (
        <a href={hrefOf({ page: 'compare', left: baseline, right: meta.scenarioId })}>
          Compare with the saved version
        </a>
      )}
    </footer>
  );
}
