import type { Report } from '@scenario-sandbox/contract';
import { hrefOf } from '../route.ts';
import { Facts } from '../ui/facts.tsx';
import { monteCarloError } from './monte-carlo-error.ts';

interface RunFooterProps {
  readonly report: Report;
  /** Id of the saved scenario that the run's changes can be compared with; null where there is none. */
  readonly baseline: string | null;
}

/** Which run these figures are of: enough to get the same bytes again, and how exact they are. */
export function RunFooter({ report, baseline }: RunFooterProps) {
  const { meta } = report;
  const error = monteCarloError(report);
  const facts: readonly [string, string][] = [
    ['Seed', String(meta.seed)],
    ['Samples', meta.samples.toLocaleString('en')],
    ...(error === null ? [] : [['Monte Carlo error', error] as [string, string]]),
    ['Engine', meta.engineVersion],
    ['Result hash', meta.resultHash],
  ];
  return (
    <footer className="run-footer">
      <Facts facts={facts} />
      {baseline !== null && baseline !== meta.scenarioId && (
        <a href={hrefOf({ page: 'compare', left: baseline, right: meta.scenarioId })}>
          Compare with the saved version
        </a>
      )}
    </footer>
  );
}
