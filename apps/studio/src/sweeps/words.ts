import type { ChartTable } from '@scenario-sandbox/charts';
import { formatFigure, formatShare, withUnit } from '@scenario-sandbox/charts/format.ts';
import type { DiscoveredBox, Job, Scenario, Sweep } from '@scenario-sandbox/contract';
import { inputOf } from '../document/inputs.ts';
import { columnHead } from '../results/words.ts';

/** What people call the parts of a scenario; an id or a name that is not there stands for itself. */
export interface Names {
  readonly option: (id: string) => string;
  readonly variable: (name: string) => string;
  readonly unit: (name: string) => string;
}

/** sweep: has the options of a scenario that is not there. */
export function namesOf(scenario: Scenario | null | undefined, sweep: Sweep | null = null): Names {
  const options = scenario?.options ?? sweep?.options ?? [];
  const inputs = new Map(
    Object.entries(scenario?.variables ?? {}).map(([name, spec]) => [
      name,
      inputOf(name, spec, []),
    ]),
  );
  return {
    option: (id) => options.find((each) => each.id === id)?.name ?? id,
    variable: (name) => inputs.get(name)?.label ?? name,
    unit: (name) => inputs.get(name)?.unit ?? '',
  };
}

/** A box of scenario discovery in a sentence. */
export function boxInWords({ limits, coverage, density, mass }: DiscoveredBox, names: Names) {
  const where = limits.map((limit) => limitInWords(limit, names)).join(' and ');
  const inside = `${formatShare(density)} of the runs there are of interest`;
  const held = `${formatShare(coverage)} of the runs of interest lie there`;
  return `Where ${where || 'nothing is limited'}: ${inside}, and ${held} (${formatShare(mass)} of all runs).`;
}

function limitInWords({ variable, min, max }: DiscoveredBox['limits'][number], names: Names) {
  const name = names.variable(variable);
  const figure = (value: number | null) => withUnit(value, names.unit(variable));
  if (min === null) return `${name} is below ${figure(max)}`;
  if (max === null) return `${name} is above ${figure(min)}`;
  return `${name} is between ${formatFigure(min)} and ${figure(max)}`;
}

/** What makes a run one of interest, with the option that most runs recommend by its name. */
export const targetInWords = (target: string, names: Names): string =>
  target.replace(
    /^another option than ([a-z0-9-]+) is/,
    (_, option: string) => `another option than ${names.option(option)} is`,
  );

export const valuesInWords = (values: Readonly<Record<string, number>>, names: Names): string =>
  Object.entries(values)
    .map(([name, value]) => `${names.variable(name)} is ${withUnit(value, names.unit(name))}`)
    .join(' and ');

/** A row for each run: the values set, what is recommended and its figure. */
export function tableOf({ runs, variables, objective }: Sweep, names: Names): ChartTable {
  const value = objective?.unit ? `Value, ${objective.unit}` : 'Value';
  return {
    columns: [
      'Run',
      ...variables.map((name) => columnHead(names.variable(name), names.unit(name))),
      'Recommended',
      value,
    ],
    rows: runs.map((run) => [
      String(run.index + 1),
      ...variables.map((name) => run.values[name] ?? null),
      run.error ?? (run.recommendation === null ? 'none' : names.option(run.recommendation)),
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
