import type { ChartTable } from '@scenario-sandbox/charts';
import { formatFigure, formatShare } from '@scenario-sandbox/charts/format.ts';
import type { DiscoveredBox, Job, Scenario, Sweep } from '@scenario-sandbox/contract';

/** An option's name by its id; the id of one that is not there. */
export type NameOf = (option: string) => string;

export const namesOf =
  (named: Pick<Scenario | Sweep, 'options'> | null | undefined): NameOf =>
  (option) =>
    named?.options.find(({ id }) => id === option)?.name ?? option;

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

/** What makes a run one of interest, with the option that most runs recommend by its name. */
export const targetInWords = (target: string, nameOf: NameOf): string =>
  target.replace(
    /^another option than ([a-z0-9-]+) is/,
    (_, option: string) => `another option than ${nameOf(option)} is`,
  );

export const valuesInWords = (values: Readonly<Record<string, number>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${formatFigure(value)}`)
    .join(', ');

/** A row for each run: the values set, what is recommended and its figure. */
export function tableOf({ runs, variables, objective }: Sweep, nameOf: NameOf): ChartTable {
  const value = objective?.unit ? `Value, ${objective.unit}` : 'Value';
  return {
    columns: ['Run', ...variables, 'Recommended', value],
    rows: runs.map((run) => [
      String(run.index + 1),
      ...variables.map((name) => run.values[name] ?? null),
      run.error ?? (run.recommendation === null ? 'none' : nameOf(run.recommendation)),
      run.value,
    ]),
  };
}

/** A length of time, as exact as an estimate is. */
export function durationInWords(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 1) return 'under a second';
  if (seconds < 90) return `about ${Math.round(seconds)} s`;
  const minutes = seconds / 60;
  if (minutes < 90) return `about ${Math.round(minutes)} min`;
  const hours = minutes / 60;
  return `about ${hours < 10 ? hours.toFixed(1) : Math.round(hours)} h`;
}

/** Whether there is something that another attempt could still do. */
export const canRetry = (status: Job['status']): boolean =>
  status === 'cancelled' || status === 'failed' || status === 'completed_with_errors';

/** How far a job is. */
export function progressInWords({ status, progress }: Job): string {
  const { done, failed, total, etaMs } = progress;
  const made = `${done.toLocaleString('en')} of ${total.toLocaleString('en')} runs`;
  const lost = failed > 0 ? `, ${failed.toLocaleString('en')} failed` : '';
  const left = status === 'running' && etaMs !== null ? `, ${durationInWords(etaMs)} left` : '';
  return made + lost + left;
}
