import type { ChartTable } from '@scenario-sandbox/charts';
import { formatFigure, formatShare } from '@scenario-sandbox/charts/format.ts';
import type { DiscoveredBox, Sweep } from '@scenario-sandbox/contract';

/** A box of scenario discovery in a sentence. */
export function boxInWords({ limits, coverage, density, mass }: DiscoveredBox): string {
  const where = limits.map(limitInWords).join(' and ');
  const inside = `${formatShare(density)} of the runs there are of interest`;
  const held = `${formatShare(coverage)} of the runs of interest lie there`;
  return `Where ${where || 'nothing is limited'}: ${inside}, and ${held} (${formatShare(mass)} of all runs).`;
}

function limitInWords({ variable, min, max }: DiscoveredBox['limits'][number]): string {
  if (min === null) return `${variable} is below ${formatFigure(max)}`;
  if (max === null) return `${variable} is above ${formatFigure(min)}`;
  return `${variable} is between ${formatFigure(min)} and ${formatFigure(max)}`;
}

export const valuesInWords = (values: Readonly<Record<string, number>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${formatFigure(value)}`)
    .join(', ');

/** A row for each run: the values set, what is recommended and its figure. */
export function tableOf({ runs, variables, objective }: Sweep): ChartTable {
  const value = objective?.unit ? `Value, ${objective.unit}` : 'Value';
  return {
    columns: ['Run', ...variables, 'Recommended', value],
    rows: runs.map((run) => [
      String(run.index + 1),
      ...variables.map((name) => run.values[name] ?? null),
      run.error ?? run.recommendation ?? 'none',
      run.value,
    ]),
  };
}
