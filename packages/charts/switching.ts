import type { Report } from '@scenario-sandbox/contract';
import { placeText, switchClause, switchLabel } from '@scenario-sandbox/core/report/names.ts';
import { axisHeightPx, horizontalAxis, type Scale, scaleFor } from './axis.ts';
import { formatShare, isFigure } from './format.ts';
import { counted, optionName } from './read.ts';
import { layRows, mostRows } from './rows.ts';
import { chart, el, line, smallSizePx, text } from './svg.ts';
import { paint } from './theme.ts';
import type { Chart, Placement, SwitchoverData } from './types.ts';

const stripPx = 18;

interface Strip extends SwitchoverData {
  readonly threshold: number;
  readonly probability: number;
}

/**
 * Switching values, one strip per variable: the whole strip is the variable's own range from its
 * lowest to its highest percentile, the marked part is where another option takes the lead.
 */
export function switching(report: Report, place: Placement): readonly Chart[] {
  const strips = report.analysis.switchovers
    .flatMap((entry): Strip[] =>
      isFigure(entry.threshold) && isFigure(entry.probability)
        ? [{ ...entry, threshold: entry.threshold, probability: entry.probability }]
        : [],
    )
    .sort((a, b) => b.probability - a.probability);
  const first = strips[0];
  if (!first) return [];
  const shown = strips.slice(0, mostRows);
  const rows = layRows(
    place,
    shown.map((strip) => ({
      label: switchLabel(report, strip),
      note: ruleOf(report, strip),
    })),
    stripPx,
    48,
  );
  const scale = scaleFor([0, 1], [rows.left, rows.right], { share: true });
  return [
    chart(place, {
      kind: 'switching',
      title: 'What would change the recommendation',
      summary: summarise(report, strips, first),
      height: rows.bottom + axisHeightPx,
      body:
        horizontalAxis(scale, 4, rows.bottom, 'percentile of the variable as believed today') +
        rows.labels +
        shown.map((strip, i) => drawStrip(strip, rows.middle(i), scale)).join(''),
      table: {
        columns: ['variable', 'from', 'to', 'side', 'threshold', 'until', 'probability'],
        rows: strips.map((strip) => [
          strip.variable,
          optionName(report, strip.from),
          optionName(report, strip.to),
          strip.side,
          strip.threshold,
          strip.until ?? null,
          strip.probability,
        ]),
      },
    }),
  ];
}

const ruleOf = (report: Report, strip: Strip): string =>
  `${placeText(report, strip)}: ${optionName(report, strip.to)}`;

function drawStrip(
  { side, probability, probabilityBeyond }: Strip,
  y: number,
  scale: Scale,
): string {
  const share = Math.min(1, Math.max(0, probability));
  const end = 1 - Math.min(1 - share, Math.max(0, probabilityBeyond ?? 0));
  const [from, to] = side === 'below' ? [0, share] : [end - share, end];
  const threshold = scale(side === 'below' ? to : from);
  const height = stripPx;
  const top = y - height / 2;
  const style = { ...paint({ fill: 'other', stroke: 'other' }), 'fill-opacity': 0.18 };
  return (
    el('rect', { x: scale(0), y: top, width: scale(1) - scale(0), height, ...style }) +
    el('rect', {
      x: scale(from),
      y: top,
      width: scale(to) - scale(from),
      height,
      ...paint({ fill: 's2' }),
    }) +
    line(threshold, top - 4, threshold, top + height + 4, 'ink', 2) +
    text(scale(1) + 6, y + 4, formatShare(probability), { size: smallSizePx })
  );
}

function summarise(report: Report, strips: readonly Strip[], first: Strip): string {
  const lead = `${optionName(report, first.to)} overtakes ${optionName(report, first.from)} when ${switchClause(report, first)}; today's estimate gives that ${formatShare(first.probability)}.`;
  const rest = strips.length - 1;
  return rest > 0
    ? `${lead} ${counted(rest, 'other switching value')} ${rest === 1 ? 'is' : 'are'} less likely to be crossed.`
    : lead;
}
