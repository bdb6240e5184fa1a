import type { Report } from '@scenario-sandbox/contract';
import type { Findings } from '@scenario-sandbox/core/decide/findings.ts';
import { critiqueOf } from '@scenario-sandbox/core/narrate/index.ts';
import {
  type ReportChart,
  type ReportFormat,
  type ReportMeta,
  toCsv,
  toHtml,
  toMarkdown,
  toReport,
} from '@scenario-sandbox/core/report/index.ts';

/** Width of the page's column, and of a telephone's, in pixels. */
const WIDE = 920;
const NARROW = 340;

/** The report's charts, drawn for a page and for a telephone. Only pages have any: others do not read what draws them. */
async function chartsOf(report: Report): Promise<ReportChart[]> {
  const { drawCharts } = await import('@scenario-sandbox/charts');
  const narrow = drawCharts(report, { width: NARROW, id: 'narrow' });
  return drawCharts(report, { width: WIDE }).map(({ title, summary, svg }, i) => ({
    ...{ title, summary, svg },
    ...(narrow[i] === undefined ? {} : { narrow: narrow[i].svg }),
  }));
}

/** The findings as a document in the format asked for. JSON is one line, its parts in the contract's order: pretty printing is the reader's. */
export async function document(
  findings: Findings,
  format: ReportFormat,
  meta: ReportMeta,
): Promise<string> {
  const report = toReport(findings, critiqueOf(findings), meta);
  switch (format) {
    case 'json':
      return JSON.stringify(report);
    case 'md':
      return toMarkdown(report);
    case 'csv':
      return toCsv(report);
    case 'html':
      return toHtml(report, await chartsOf(report));
  }
}
