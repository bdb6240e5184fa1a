import type { Report } from '@scenario-sandbox/contract';
import { learnedLabel } from '@scenario-sandbox/core/report/names.ts';
import { type Bar, drawBars } from './bars.ts';
import { isFigure, withUnit } from './format.ts';
import { chart } from './svg.ts';
import { plain } from './text.ts';
import type { Chart, Placement } from './types.ts';

const mostBars = 12;

/** Value of information: perfect knowledge of everything, of each variable, and of each study offered. */
export function information(report: Report, place: Placement): readonly Chart[] {
  const worth = report.analysis.valueOfInformation;
  if (!isFigure(worth.evpi) || report.recommendation.primary === null) return [];
  const unit = plain(worth.unit);
  const variables = worth.evppi
    .flatMap(({ variable, value, error }) => (isFigure(value) ? [{ variable, value, error }] : []))
    .sort((a, b) => b.value - a.value);
  // Two standard errors: what lies within them is not known to be worth anything.
  const told = variables.filter(({ value, error }) => value > 0 && !(value <= 2 * (error ?? 0)));
  const studies = worth.studies.flatMap((study) =>
    isFigure(study.evsi) ? [{ ...study, evsi: study.evsi }] : [],
  );
  const figure = (value: number, error?: number | null) => withUnit(value, unit, 2 * (error ?? 0));
  const { value = 0, high = 0 } = worth.evpiInterval ?? {};
  const everything = withUnit(worth.evpi, unit, (high ?? 0) - (value ?? 0));
  const bars: Bar[] = [
    { label: 'Everything (EVPI)', strong: true, value: worth.evpi, figure: everything },
    ...told.slice(0, mostBars).map(({ variable, value, error }) => ({
      label: learnedLabel(report, variable),
      value,
      figure: figure(value, error),
    })),
    ...studies.map(({ variable, n, evsi, cost, error }) => ({
      label: `Study of ${learnedLabel(report, variable)}`,
      note: `n = ${n}${isFigure(cost) ? `, costs ${figure(cost)}` : ''}`,
      value: evsi,
      figure: figure(evsi, error),
    })),
  ];
  const top = told[0];
  const most = top
    ? ` Most of use is ${learnedLabel(report, top.variable)}: ${figure(top.value, top.error)}.`
    : '';
  return [
    chart(place, {
      kind: 'information',
      title: 'What knowing more would be worth',
      summary: `Knowing everything before deciding would be worth ${everything}.${most}`,
      ...drawBars(place, bars, `value of information${unit ? ` (${unit})` : ''}`),
      table: {
        columns: ['what is known', 'worth', 'cost'],
        rows: [
          ['everything', worth.evpi, null],
          ...variables.map(({ variable, value }) => [variable, value, null]),
          ...studies.map(({ variable, n, evsi, cost }) => [
            `study of ${variable}, n = ${n}`,
            evsi,
            cost,
          ]),
        ],
      },
    }),
  ];
}
