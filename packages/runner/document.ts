import type { Findings } from '@scenario-sandbox/core/decide/findings.ts';
import { critiqueOf } from '@scenario-sandbox/core/narrate/index.ts';
import {
  type ReportFormat,
  type ReportMeta,
  toCsv,
  toHtml,
  toMarkdown,
  toReport,
} from '@scenario-sandbox/core/report/index.ts';

/** The findings as a document in the format asked for. JSON is one line: pretty printing is the reader's. */
export function document(findings: Findings, format: ReportFormat, meta: ReportMeta): string {
  const report = toReport(findings, critiqueOf(findings), meta);
  switch (format) {
    case 'json':
      return JSON.stringify(report);
    case 'md':
      return toMarkdown(report);
    case 'csv':
      return toCsv(report);
    case 'html':
      return toHtml(report);
  }
}
