import type { Report } from '@scenario-sandbox/contract';
import { METHOD_NAMES } from '../narrate/checks/second-opinion.ts';
import { fixed } from '../narrate/figures.ts';
import { plain } from '../narrate/labels.ts';
import {
  driverRows,
  figureOr,
  inputLabelOf,
  inputRange,
  learnedLabel,
  objectiveLabel,
  objectiveStatistics,
  objectiveUnit,
  optionLabel,
  percentOr,
  placeText,
  rangeOr,
  rankedOptions,
  scoreOr,
  switchLabel,
} from './names.ts';

/** The tables of a report in plain text; Markdown, HTML and the terminal print the same ones. */
export interface Table {
  readonly title: string;
  readonly columns: readonly { readonly name: string; readonly number: boolean }[];
  readonly rows: readonly (readonly string[])[];
}

const text = (name: string) => ({ name, number: false });
const number = (name: string) => ({ name, number: true });

/** The options best first: score, how often first, the objective with its 90 % range, regret. */
export function optionTable(report: Report): Table {
  if (report.decision.options.every(({ rank }) => rank === null)) {
    const rows = report.decision.options.map(({ id }) => [optionLabel(report, id)]);
    return { title: 'Options', columns: [text('not ranked yet')], rows };
  }
  const unit = objectiveUnit(report);
  const single = report.analysis.objective?.kind === 'outcome';
  const barred = new Set(
    report.analysis.constraints.filter(({ satisfied }) => !satisfied).map(({ option }) => option),
  );
  const risky = report.decision.options.some((option) => option.certaintyEquivalent != null);
  return {
    title: single ? `Options by ${objectiveLabel(report)}` : 'Options',
    columns: [
      number('rank'),
      text('option'),
      number('score'),
      number('P(best)'),
      ...(single ? [number('mean'), number('90 % range')] : []),
      ...(risky ? [number('worth for certain')] : []),
      number('expected regret'),
    ],
    rows: rankedOptions(report).map((option) => {
      const statistics = objectiveStatistics(report, option);
      return [
        figureOr(option.rank),
        `${optionLabel(report, option.id)}${barred.has(option.id) ? ' (breaks a rule)' : ''}`,
        scoreOr(option.score),
        percentOr(option.probabilityBest),
        ...(single
          ? [
              figureOr(statistics?.mean, unit),
              rangeOr(statistics?.p5 ?? null, statistics?.p95 ?? null, unit),
            ]
          : []),
        ...(risky ? [figureOr(option.certaintyEquivalent, unit)] : []),
        // Nobody tells less than a tenth of a point apart.
        figureOr(option.expectedRegret, unit, single ? 0 : 0.1),
      ];
    }),
  };
}

/** What the recommended option hangs on: swing of the objective between p10 and p90 of each input. */
export function driverTable(report: Report, most: number): Table {
  const unit = objectiveUnit(report);
  return {
    title: `What ${objectiveLabel(report)} of ${optionLabel(report, report.recommendation.primary ?? '')} hangs on`,
    columns: [
      text('input'),
      number('p10 to p90'),
      number('at p10'),
      number('at p90'),
      number('share of spread'),
    ],
    rows: driverRows(report)
      .slice(0, most)
      .map((row) => [
        inputLabelOf(report, row.variable, row.option),
        inputRange(report, row),
        figureOr(row.low, unit),
        figureOr(row.high, unit),
        percentOr(row.sobolTotal),
      ]),
  };
}

export function switchTable(report: Report): Table {
  return {
    title: 'Switching values',
    columns: [
      text('input'),
      text('switches to'),
      number('when it is'),
      number('probability'),
      number('distance in sd'),
    ],
    rows: report.analysis.switchovers.map((change) => [
      switchLabel(report, change),
      optionLabel(report, change.to),
      placeText(report, change),
      percentOr(change.probability),
      change.distanceSd === null ? '–' : fixed(change.distanceSd, 1),
    ]),
  };
}

/** Share of the worth of knowing everything, below which a row says nothing. */
const NEGLIGIBLE = 0.02;

export function informationTable(report: Report): Table {
  const { evpi, evpiInterval, evppi, groups, studies, unit } = report.analysis.valueOfInformation;
  const half = (evpiInterval?.high ?? 0) - (evpiInterval?.value ?? 0);
  const least = NEGLIGIBLE * (evpi ?? 0);
  const learned = (variables: readonly string[]) =>
    variables.map((variable) => learnedLabel(report, variable)).join(' and ');
  return {
    title: 'Value of information',
    columns: [text('learned before deciding'), number('is worth')],
    rows: [
      ['everything', figureOr(evpi, unit, half)],
      ...evppi
        .filter(({ value, error }) => (value ?? 0) > Math.max(least, 2 * (error ?? 0)))
        .slice(0, 6)
        .map(({ variable, value, error }) => [
          learned([variable]),
          figureOr(value, unit, 2 * (error ?? 0)),
        ]),
      ...groups
        .filter(({ value }) => (value ?? 0) > least)
        .slice(0, 2)
        .map(({ variables, value }) => [
          learned(variables),
          figureOr(value, unit, Math.abs(value ?? 0) / 10),
        ]),
      ...studies.map(({ variable, n, net, error }) => [
        n === 1
          ? `one observation of ${learned([variable])}, net of its cost`
          : `${n} observations of ${learned([variable])}, net of their cost`,
        figureOr(net, unit, 2 * (error ?? 0)),
      ]),
    ],
  };
}

export function constraintTable(report: Report): Table {
  return {
    title: 'Rules',
    columns: [text('rule'), text('option'), number('holds in'), number('required'), text('kept')],
    rows: report.analysis.constraints.map(({ id, option, probability, required, satisfied }) => [
      plain(id, 48),
      optionLabel(report, option),
      percentOr(probability),
      percentOr(required),
      satisfied ? 'yes' : 'no',
    ]),
  };
}

/** What other methods make of the same criteria, with the options that turn others round by being there. */
function secondOpinionTable(report: Report): Table {
  const names = (ids: readonly string[]) => ids.map((id) => optionLabel(report, id)).join(', ');
  return {
    title: 'Second opinions',
    columns: [text('method'), text('its order'), text('without which the others change places')],
    rows: report.analysis.secondOpinions.map(({ method, ranking, rankReversals }) => [
      METHOD_NAMES[method],
      names(ranking.map(({ option }) => option)),
      names(rankReversals) || 'none',
    ]),
  };
}

/** All the tables that hold anything. */
export function reportTables(report: Report): Table[] {
  const { valueOfInformation } = report.analysis;
  const informed = report.recommendation.primary !== null && valueOfInformation.evpi !== null;
  return [
    optionTable(report),
    driverTable(report, 12),
    switchTable(report),
    ...(informed ? [informationTable(report)] : []),
    constraintTable(report),
    secondOpinionTable(report),
  ].filter(({ rows }) => rows.length > 0);
}
