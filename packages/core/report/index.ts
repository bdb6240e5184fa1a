export { toCsv } from './csv.ts';
export { type ReportChart, toHtml } from './html.ts';
export { toMarkdown } from './markdown.ts';
export { type TerminalStyle, toTerminal } from './terminal.ts';
export { type ReportMeta, resultHashOf, toReport } from './to-report.ts';

/** The forms a report is given out in. */
export const reportFormats = ['json', 'md', 'csv', 'html'] as const;
export type ReportFormat = (typeof reportFormats)[number];
