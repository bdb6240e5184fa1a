import { withUnit } from '@scenario-sandbox/charts/format.ts';
import type { Report } from '@scenario-sandbox/contract';
import { hrefOf } from '../route.ts';
import { Facts } from '../ui/facts.tsx';

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

/** Half the 95 % interval of the leader's lead over the runner-up; null where none leads. */
function monteCarloError({ analysis: { marginInterval, objective } }: Report): string | null {
  if (typeof marginInterval?.low !== 'number' || typeof marginInterval.high !== 'number')
    return null;
  const half = (marginInterval.high - marginInterval.low) / 2;
  return `±${withUnit(half, objective?.unit ?? '')} on the lead (95 %)`;
}
