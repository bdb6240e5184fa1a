import type { Report, ReportStatistics } from '@scenario-sandbox/contract';

/** One figure (or text) of the report; what does not apply is left out. */
interface Row {
  readonly table: string;
  readonly option?: string;
  readonly subject?: string;
  readonly outcome?: string;
  readonly statistic: string;
  /** The period, or that the figure is about the mean over all of them. */
  readonly period?: number | 'mean over the periods';
  readonly value: number | string | boolean | null;
  readonly unit?: string | null;
}

const COLUMNS = [
  'table',
  'option',
  'subject',
  'outcome',
  'statistic',
  'period',
  'value',
  'unit',
] as const;

/**
 * What a spreadsheet would take for a formula gets an apostrophe before it, and is quoted.
 * Source: OWASP, CSV Injection.
 */
const FORMULA = /^[\s\0]*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

function cell(value: Row[keyof Row]): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return safe !== value || /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A row for each entry of an object of figures. */
function figures(
  base: Omit<Row, 'statistic' | 'value'>,
  values: Readonly<Record<string, Row['value'] | undefined>>,
): Row[] {
  return Object.entries(values).flatMap(([statistic, value]) =>
    value === undefined ? [] : [{ ...base, statistic, value }],
  );
}

function statistics(base: Omit<Row, 'statistic' | 'value'>, found: ReportStatistics): Row[] {
  const { quantiles: _, ...scalars } = found;
  return figures(base, scalars);
}

function optionRows({ decision, frame, analysis }: Report): Row[] {
  const unitOf = (named: readonly { name: string; unit: string | null }[], name: string) =>
    named.find((entry) => entry.name === name)?.unit ?? null;
  return decision.options.flatMap((option) => {
    const { id, name, score, rank, probabilityBest } = option;
    const { expectedRegret, maximumRegret, certaintyEquivalent } = option;
    const unit = analysis.objective?.unit ?? null;
    return [
      ...figures({ table: 'options', option: id }, { name, score, rank, probabilityBest }),
      ...figures(
        { table: 'options', option: id, unit },
        { expectedRegret, maximumRegret, certaintyEquivalent },
      ),
      ...Object.entries(option.outcomes).flatMap(([outcome, found]) =>
        statistics(
          { table: 'outcomes', option: id, outcome, unit: unitOf(frame.outcomes, outcome) },
          found,
        ),
      ),
      ...Object.entries(option.series).flatMap(([outcome, periods]) =>
        periods.flatMap((found, period) =>
          statistics(
            { table: 'series', option: id, outcome, period, unit: unitOf(frame.series, outcome) },
            found,
          ),
        ),
      ),
    ];
  });
}

function inputRows({ frame }: Report): Row[] {
  return frame.inputs.flatMap(({ name, options, shared, unit, mean, sd, p5, p10, p50, p90, p95 }) =>
    figures(
      { table: 'inputs', subject: name, unit, ...(shared ? {} : { option: options.join(' ') }) },
      { mean, sd, p5, p10, p50, p90, p95 },
    ),
  );
}

function analysisRows({ analysis, frame }: Report): Row[] {
  const perPeriod = new Set(
    frame.inputs.filter((input) => input.perPeriod).map(({ name }) => name),
  );
  const learned = (subject: string) => ({
    subject,
    ...(perPeriod.has(subject) ? { period: 'mean over the periods' as const } : {}),
  });
  const { valueOfInformation: information, sensitivity, switchovers, constraints } = analysis;
  const { unit } = information;
  return [
    ...sensitivity.flatMap(({ variable, option, outcome, ...values }) =>
      figures({ table: 'sensitivity', option, subject: variable, outcome }, values),
    ),
    ...switchovers.flatMap(({ variable, to, threshold, until, side, probability, distanceSd }) =>
      figures(
        { table: 'switchovers', option: to, ...learned(variable) },
        { threshold, side, until, probability, distanceSd },
      ),
    ),
    { table: 'information', statistic: 'evpi', value: information.evpi, unit },
    ...information.evppi.map(({ variable, value }) => ({
      ...{ table: 'information', ...learned(variable), statistic: 'evppi', value, unit },
    })),
    ...information.studies.flatMap(({ variable, evsi, cost, net, error = null }) =>
      figures({ table: 'information', ...learned(variable), unit }, { evsi, cost, net, error }),
    ),
    ...constraints.flatMap(({ id, option, probability, required, satisfied }) =>
      figures({ table: 'constraints', option, subject: id }, { probability, required, satisfied }),
    ),
    ...analysis.acceptability.flatMap(({ option, ranks }) =>
      ranks.map((value, rank) => ({
        ...{ table: 'acceptability', option, statistic: `rank ${rank + 1}`, value },
      })),
    ),
    ...analysis.critique.map(({ code, severity, message }) => ({
      ...{ table: 'critique', subject: code, statistic: severity, value: message },
    })),
  ];
}

function metaRows({ meta, recommendation, analysis }: Report): Row[] {
  const { scenarioId, seed, samples, engineVersion, runId, scenarioHash, resultHash } = meta;
  return [
    ...figures(
      { table: 'run' },
      { scenarioId, seed, samples, engineVersion, runId, scenarioHash, resultHash },
    ),
    ...figures(
      { table: 'recommendation' },
      { primary: recommendation.primary, confidence: analysis.confidence, margin: analysis.margin },
    ),
  ];
}

/**
 * The report as one long table, a figure a row: `table, option, subject, outcome, statistic, period,
 * value, unit`. RFC 4180; numbers are written in full. Cells that a spreadsheet would evaluate are
 * escaped.
 */
export function toCsv(report: Report): string {
  const rows = [
    ...metaRows(report),
    ...optionRows(report),
    ...inputRows(report),
    ...analysisRows(report),
  ];
  const lines = rows.map((row) => COLUMNS.map((column) => cell(row[column])).join(','));
  return `${[COLUMNS.join(','), ...lines].join('\r\n')}\r\n`;
}
