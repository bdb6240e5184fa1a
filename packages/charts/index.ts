import type { Report } from '@scenario-sandbox/contract';
import { acceptability } from './acceptability.ts';
import { dotPlot } from './dot-plot.ts';
import { fans } from './fan.ts';
import { information } from './information.ts';
import { riskProfile } from './risk-profile.ts';
import { sensitivity } from './sensitivity.ts';
import { switching } from './switching.ts';
import { tornado } from './tornado.ts';
import { tradeOff } from './trade-off.ts';
import type { Chart, ChartKind, Placement } from './types.ts';

export { withoutStyle } from './svg.ts';
export { sweepMap } from './sweep-map.ts';
export { chartCss } from './theme.ts';
export type { Chart, ChartTable, Placement } from './types.ts';

/** Every kind of chart, in the order a reader asks: how good, how sure, what moves it, what next. */
export const chartKinds = {
  outcomes: dotPlot,
  acceptability,
  'risk-profile': riskProfile,
  switching,
  tornado,
  sensitivity,
  information,
  'trade-off': tradeOff,
  series: fans,
} as const satisfies Record<string, ChartKind>;

/**
 * Draws all charts of a report as SVG, each with its title, summary and table. Pure: the same report
 * and placement give the same text.
 * `width` in pixels (default 720, kept to 280…1600); `id` prefixes all ids (default `chart`).
 */
export function drawCharts(report: Report, place: Partial<Placement> = {}): readonly Chart[] {
  const placed = { width: place.width ?? 720, id: place.id ?? 'chart' };
  return Object.values(chartKinds).flatMap((draw) => draw(report, placed));
}
