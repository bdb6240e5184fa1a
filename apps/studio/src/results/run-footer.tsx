import type { Report } from '@scenario-sandbox/contract';
import { Facts } from '../ui/facts.tsx';
import { monteCarloError } from './monte-carlo-error.ts';

interface RunFooterProps {
  readonly report: Report;
}

/** Which run these figures are of: enough to get the same bytes again, and how exact they are. */
export function RunFooter({ report }: RunFooterProps) {
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
    </footer>
  );
}
