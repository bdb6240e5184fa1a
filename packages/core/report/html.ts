import type { Report, ReportCritique } from '@scenario-sandbox/contract';
import { count } from '../narrate/figures.ts';
import { plain } from '../narrate/labels.ts';
import { sha256Hex } from '../text/hash.ts';
import { base64OfHex } from './base64.ts';
import { bound } from './bound.ts';
import { STYLE } from './html-style.ts';
import { reportTables, type Table } from './tables.ts';

/** A drawn finding: a standalone SVG document and what it shows in words. */
export interface ReportChart {
  readonly title: string;
  readonly svg: string;
  readonly summary: string;
  /** The same drawn for a telephone. */
  readonly narrow?: string;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A line does not end between a minus sign and its figure: a word joiner stands there. */
const escapeHtml = (text: string) =>
  bound(text)
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
    .replace(/−(?=[\d€$£¥₹])/g, '−&#8288;');

/** Sentences of ours: what stands between backquotes is an expression. */
const proseHtml = (text: string) => escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>');

/** Nothing is fetched and nothing runs: one style sheet, known by its hash, and images in the page. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${base64OfHex(sha256Hex(STYLE))}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Roles are written out, for on a narrow screen the rows are laid out as blocks, each cell with its label. */
function tableHtml({ title, columns, rows }: Table): string {
  const cls = (place: number) => (columns[place]?.number === true ? ' class="number"' : '');
  const label = (place: number) => ` data-label="${escapeHtml(columns[place]?.name ?? '')}"`;
  const head = columns.map(
    ({ name }, i) => `<th role="columnheader" scope="col"${cls(i)}>${escapeHtml(name)}</th>`,
  );
  const body = rows.map(
    (row) =>
      `<tr role="row">${row.map((cell, i) => `<td role="cell"${cls(i)}${label(i)}>${escapeHtml(cell)}</td>`).join('')}</tr>`,
  );
  return `<section><h2>${escapeHtml(title)}</h2><div class="wide"><table role="table"><thead role="rowgroup"><tr role="row">${head.join('')}</tr></thead><tbody role="rowgroup">${body.join('\n')}</tbody></table></div></section>`;
}

function listHtml(title: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  return `<section><h2>${title}</h2><ul>${items.map((item) => `<li>${escapeHtml(item)}</li>`).join('\n')}</ul></section>`;
}

const dataUrl = (svg: string) =>
  `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg.toWellFormed()).replace(/'/g, '%27')}`;

/** An image, not markup: what is inside an SVG cannot reach the page. */
function chartHtml({ title, svg, summary, narrow }: ReportChart): string {
  const words = escapeHtml(plain(summary, 1_000));
  const small =
    narrow === undefined ? '' : `<source media="(max-width:40rem)" srcset="${dataUrl(narrow)}">`;
  return `<figure><figcaption><strong>${escapeHtml(plain(title, 200))}.</strong> ${words}</figcaption><picture>${small}<img src="${dataUrl(svg)}" alt="${words}"></picture></figure>`;
}

function critiqueHtml(items: readonly ReportCritique[]): string {
  if (items.length === 0) return '';
  const remarks = items.map(
    ({ severity, title, message, suggestion }) =>
      `<li class="${severity}"><span class="severity">${severity}</span> <strong>${escapeHtml(title)}.</strong> ${proseHtml(message)}${suggestion === undefined ? '' : `<p class="suggestion">${proseHtml(suggestion.text)}</p>`}</li>`,
  );
  return `<section><h2>Critique</h2><ul class="critique">${remarks.join('\n')}</ul></section>`;
}

function metaHtml({ meta }: Report): string {
  return `<footer class="meta">Scenario ${escapeHtml(plain(meta.scenarioId))}, seed ${meta.seed}, ${count(meta.samples)} samples, engine ${escapeHtml(plain(meta.engineVersion, 40))}, ${escapeHtml(plain(meta.timestamp, 40))}.<br>Result <code>${meta.resultHash}</code></footer>`;
}

/**
 * The report as one HTML page that needs nothing else: no script, no request, a strict content
 * security policy. Charts are SVG documents, shown as images with their summaries.
 */
export function toHtml(report: Report, charts: readonly ReportChart[] = []): string {
  const { decision, recommendation, analysis } = report;
  const title = escapeHtml(plain(decision.title, 160));
  const question = plain(decision.question ?? '', 600);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<header><h1>${title}</h1>${question === '' ? '' : `<p class="question">${escapeHtml(question)}</p>`}</header>
<main>
<p class="lead">${escapeHtml(recommendation.summary)}</p>
${listHtml('Why', recommendation.reasons)}
${listHtml('What would change it', recommendation.conditions)}
${critiqueHtml(analysis.critique)}
${charts.length === 0 ? '' : `<section><h2>In pictures</h2>${charts.map(chartHtml).join('\n')}</section>`}
${reportTables(report).map(tableHtml).join('\n')}
</main>
${metaHtml(report)}
</body>
</html>
`;
}
