import type { Report } from '@scenario-sandbox/contract';
import { ReportView } from '../results/report-view.tsx';
import { RunFooter } from '../results/run-footer.tsx';
import { usePrinting } from '../ui/use-printing.ts';

interface PrintedReportProps {
  readonly report: Report;
  /** The text has moved on since. */
  readonly stale: boolean;
}

/** A4 between margins of 15 mm, in CSS pixels. */
const paperPx = 680;

/** What Ctrl+P gives: the whole report, whatever the panels show. On a screen it is not there. */
export default function PrintedReport({ report, stale }: PrintedReportProps) {
  if (!usePrinting()) return null;
  const { title, question } = report.decision;
  return (
    <div className="page printed">
      <h1>{title}</h1>
      {question && <p className="lead">{question}</p>}
      {stale && <p>These results are of an earlier version of the scenario.</p>}
      <ReportView report={report} width={paperPx} />
      <RunFooter report={report} />
    </div>
  );
}
