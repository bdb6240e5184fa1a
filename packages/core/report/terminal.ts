import type { Report } from '@scenario-sandbox/contract';
import { count, numeral } from '../narrate/figures.ts';
import { plain } from '../narrate/labels.ts';
import {
  driverRows,
  figureOr,
  inputLabelOf,
  inputRange,
  objectiveLabel,
  objectiveUnit,
  optionLabel,
  percentOr,
} from './names.ts';
import { constraintTable, informationTable, optionTable, type Table } from './tables.ts';
import { bar, cells, cut, pad, wrap } from './terminal-text.ts';

export interface TerminalStyle {
  /** Cells to a line. */
  readonly width: number;
  readonly colour: boolean;
}

const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;
type Paint = (text: string, ...styles: (keyof typeof CODES)[]) => string;

const painter = (colour: boolean): Paint =>
  colour
    ? (text, ...styles) =>
        `\u001b[${styles.map((style) => CODES[style]).join(';')}m${text}\u001b[0m`
    : (text) => text;

/** Cells a name may take: a little over a third of the line. */
const nameCells = (width: number) => Math.min(44, Math.trunc(width * 0.36));
const MOST_SWING_CELLS = 34;
const SHORTEST_BAR = 4;
const LONGEST_BAR = 20;

/** Most cells of a name, so that the whole line fits: all it needs where there is room. */
function nameRoom({ columns, rows }: Table, width: number): number {
  const needed = columns.map(({ name }, i) =>
    Math.max(cells(name), ...rows.map((row) => cells(row[i] ?? ''))),
  );
  const [names, figures] = [false, true].map((number) =>
    needed.filter((_, i) => columns[i]?.number === number),
  ) as [number[], number[]];
  const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part + 2, 0);
  const left = width - sum(figures) - 2 * names.length;
  return Math.max(nameCells(width), Math.trunc(left / Math.max(1, names.length)));
}

/** The table in aligned columns; the last ones are left out where the line is too short for them. */
function tableLines(table: Table, width: number, paint: Paint): string[] {
  const { columns, rows } = table;
  const most = nameRoom(table, width);
  const cut0 = (text: string, place: number) =>
    columns[place]?.number === true ? text : cut(text, most);
  const widths = columns.map(({ name }, i) =>
    Math.max(cells(name), ...rows.map((row) => cells(cut0(row[i] ?? '', i)))),
  );
  let used = 0;
  const shown = widths.findIndex((own) => {
    used += own + 2;
    return used > width;
  });
  const visible = shown < 0 ? columns : columns.slice(0, Math.max(2, shown));
  const line = (row: readonly string[]) =>
    visible
      .map(({ number }, i) => pad(cut0(row[i] ?? '', i), widths[i] ?? 0, number))
      .join('  ')
      .trimEnd();
  const fit = (row: readonly string[]) => cut(line(row), width - 2);
  const head = paint(fit(columns.map(({ name }) => name)), 'dim');
  return [head, ...rows.map(fit)].map((text) => `  ${text}`);
}

function section(title: string, lines: readonly string[], paint: Paint): string[] {
  return lines.length === 0 ? [] : ['', paint(title, 'bold'), ...lines];
}

function driverLines(report: Report, width: number, paint: Paint): string[] {
  const unit = objectiveUnit(report);
  const rows = driverRows(report).slice(0, 6);
  const widest = Math.max(
    ...rows.map(({ low, high }) => Math.abs((high ?? 0) - (low ?? 0))),
    Number.MIN_VALUE,
  );
  const texts = rows.map((row) => ({
    name: cut(inputLabelOf(report, row.variable, row.option), nameCells(width)),
    input: inputRange(report, row),
    swing:
      row.low === null || row.high === null
        ? ''
        : cut(`${figureOr(row.low, unit)} → ${figureOr(row.high, unit)}`, MOST_SWING_CELLS),
    share: row.sobolTotal ?? Math.abs((row.high ?? 0) - (row.low ?? 0)) / widest,
    total: percentOr(row.sobolTotal),
  }));
  const widthOf = (key: 'name' | 'input' | 'swing' | 'total') =>
    Math.max(0, ...texts.map((row) => cells(row[key])));
  const spare = width - widthOf('name') - widthOf('swing') - widthOf('total') - 7;
  const withInput = spare - widthOf('input') - 2 >= SHORTEST_BAR;
  const room = withInput ? spare - widthOf('input') - 2 : Math.max(SHORTEST_BAR, spare);
  const long = Math.min(LONGEST_BAR, room);
  return texts.map(({ name, input, swing, share, total }) =>
    [
      `  ${pad(name, widthOf('name'), false)}`,
      ...(withInput ? [paint(pad(input, widthOf('input'), true), 'dim')] : []),
      pad(swing, widthOf('swing'), false),
      `${paint(pad(bar(share, long), long, false), 'cyan')} ${total}`,
    ].join('  '),
  );
}

function bullets(items: readonly string[], width: number): string[] {
  return items.flatMap((text) =>
    wrap(text, width - 4, '').map((line, i) => (i === 0 ? `  • ${line}` : `    ${line}`)),
  );
}

/** What is shown of the conditions and of the critique: the reports on paper have all of them. */
const MOST_CONDITIONS = 6;
const MOST_REMARKS = 7;
const MOST_RULES = 8;

/** `… and three more`: that a list was cut, and where the rest is. */
const cutShort = (left: number): string[] =>
  left <= 0 ? [] : [`  … and ${numeral(left)} more with --md or --html`];

const MARKS = { serious: '!!', warning: ' !', info: ' ·' } as const;
const TINTS = { serious: 'red', warning: 'yellow', info: 'dim' } as const;

function critiqueLines(report: Report, width: number, paint: Paint): string[] {
  const { critique } = report.analysis;
  const remarks = critique.slice(0, MOST_REMARKS);
  const lines = remarks.flatMap(({ severity, message, suggestion }) => {
    const said = wrap(message, width - 5, '').map((text) => `     ${text}`);
    const hints =
      suggestion === undefined
        ? []
        : wrap(`→ ${suggestion.text}`, width - 5, '  ').map((text) => `     ${paint(text, 'dim')}`);
    const [first = '', ...rest] = said;
    return [`  ${paint(MARKS[severity], TINTS[severity])} ${first.trimStart()}`, ...rest, ...hints];
  });
  return [...lines, ...cutShort(critique.length - remarks.length)];
}

/** The likeliest switches of each option and the nearest of the weights, in the report's order. */
function conditionLines({ recommendation: { conditions } }: Report, width: number): string[] {
  const shown = conditions.slice(0, MOST_CONDITIONS);
  return [...bullets(shown, width), ...cutShort(conditions.length - shown.length)];
}

/** Rules of the recommended option and rules that are broken, where the table would be long. */
function ruleLines(report: Report, width: number, paint: Paint): string[] {
  const table = constraintTable(report);
  if (table.rows.length === 0) return [];
  const telling = table.rows.filter((_, i) => {
    const { option, satisfied } = report.analysis.constraints[i] ?? {};
    return option === report.recommendation.primary || satisfied === false;
  });
  const rows = (table.rows.length > MOST_RULES ? telling : table.rows).slice(0, MOST_RULES);
  return tableLines({ ...table, rows }, width, paint);
}

/** The report as text for a terminal. Colours are ANSI; nothing of the scenario can add its own. */
export function toTerminal(report: Report, { width: asked, colour }: TerminalStyle): string {
  const width = Math.max(40, Math.trunc(Number.isFinite(asked) ? asked : 100));
  const paint = painter(colour);
  const { decision, recommendation, analysis, meta } = report;
  const primary = recommendation.primary;
  const tint =
    analysis.confidence === 'high' ? 'green' : analysis.confidence === 'medium' ? 'yellow' : 'red';
  const about = `${meta.scenarioId} · seed ${meta.seed} · ${count(meta.samples)} samples`;
  const informed = primary !== null && (analysis.valueOfInformation.evpi ?? 0) > 0;
  return [
    ...wrap(plain(decision.title, 200), width, '').map((line) => paint(line, 'bold')),
    paint(cut(about, width), 'dim'),
    '',
    ...wrap(recommendation.summary, width, '').map((line) => paint(line, tint)),
    ...section(optionTable(report).title, tableLines(optionTable(report), width, paint), paint),
    ...section(
      cut(
        `What ${objectiveLabel(report)} of ${optionLabel(report, primary ?? '')} hangs on`,
        width,
      ),
      driverLines(report, width, paint),
      paint,
    ),
    ...section('What would change it', conditionLines(report, width), paint),
    ...section(
      'Worth learning first',
      informed ? tableLines(informationTable(report), width, paint) : [],
      paint,
    ),
    ...section('Rules', ruleLines(report, width, paint), paint),
    ...section('Critique', critiqueLines(report, width, paint), paint),
    '',
    paint(cut(`result ${meta.resultHash}`, width), 'dim'),
    '',
  ].join('\n');
}
