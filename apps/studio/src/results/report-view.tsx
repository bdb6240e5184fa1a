import type { Report, ReportCritique } from '@scenario-sandbox/contract';
import { Sentence } from '../ui/sentence.tsx';
import { ChartCards } from './chart-cards.tsx';
import { Constraints } from './constraints.tsx';
import { OptionsTable } from './options-table.tsx';
import { Recommendation } from './recommendation.tsx';
import { Remark, remarkKey } from './remark.tsx';

const outcomes = ['outcomes', 'acceptability', 'risk-profile', 'trade-off', 'series'] as const;
const changes = ['switching', 'information'] as const;
const drivers = ['tornado', 'sensitivity'] as const;

interface ReportViewProps {
  readonly report: Report;
  /** Of the charts, in CSS pixels. (Default: as the page has room) */
  readonly width?: number;
}

/** A whole report to read, from the recommendation to the critique; nothing in it can be changed. */
export function ReportView({ report, width }: ReportViewProps) {
  return (
    <div className="report">
      <Recommendation report={report} />
      <section aria-label="Outcomes">
        <h2>Outcomes</h2>
        <ChartCards report={report} kinds={outcomes} id="report-outcomes" width={width} />
        <OptionsTable report={report} />
      </section>
      <section aria-label="What would change it">
        <h2>What would change it</h2>
        <ChartCards report={report} kinds={changes} id="report-changes" width={width} />
        <Constraints report={report} />
      </section>
      <section aria-label="Drivers">
        <h2>Drivers</h2>
        <ChartCards report={report} kinds={drivers} id="report-drivers" width={width} />
      </section>
      <Remarks remarks={report.analysis.critique} />
    </div>
  );
}

function Remarks({ remarks }: { readonly remarks: readonly ReportCritique[] }) {
  if (remarks.length === 0) return null;
  return (
    <section aria-label="Critique">
      <h2>Critique</h2>
      <ul className="remarks">
        {remarks.map((remark) => (
          <Remark key={remarkKey(remark)} remark={remark}>
            {remark.suggestion && (
              <p>
                <Sentence text={remark.suggestion.text} />
              </p>
            )}
          </Remark>
        ))}
      </ul>
    </section>
  );
}
