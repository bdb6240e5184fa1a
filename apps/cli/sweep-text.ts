import type { DiscoveredBox, Sweep, SweepRun } from '@scenario-sandbox/contract';
import { digits, settings } from './figures.ts';

/** What a person wants to know first of a sweep; the table is in --csv, --parquet and --json. */
export function sweepText(result: Sweep): string {
  const { done, total, scenarioId, samples, seed, best, worst, runs } = result;
  const nameOf = (option: string) => result.options.find(({ id }) => id === option)?.name ?? option;
  const unit = result.objective?.unit ?? '';
  const extreme = (name: string, each: Sweep['best']) =>
    each
      ? [
          `${name}  ${digits(each.value)} ${unit} with ${nameOf(each.option)} at ${settings(each.values)}`,
        ]
      : [];
  const failures = runs.filter(({ error }) => error !== undefined);
  const broken = runs.filter(hasBrokenSamples).length;
  const lines = [
    `${done} of ${total} runs of ${scenarioId}, ${samples} samples each, seed ${seed}`,
    ...extreme('best ', best),
    ...extreme('worst', worst),
    ...result.recommendations.map(
      (each) => `${nameOf(each.option)} is recommended in ${each.runs} of ${done} runs`,
    ),
    ...(result.discovery?.boxes.map((box) => boxLine(box, targetOf(result, nameOf))) ?? []),
    ...(failures[0]
      ? [`! ${runsOf(failures.length)} could not be made: ${failures[0].error}`]
      : []),
    ...(broken > 0
      ? [
          `! samples of ${runsOf(broken)} are no finite number: figures leave them out, --csv counts them`,
        ]
      : []),
  ];
  return `${lines.join('\n')}\n`;
}

const runsOf = (count: number) => `${count} ${count === 1 ? 'run' : 'runs'}`;

const hasBrokenSamples = ({ options }: SweepRun): boolean =>
  options.some(({ outcomes }) =>
    Object.values(outcomes).some(({ nan, infinite }) => nan + infinite > 0),
  );

/** What scenario discovery looked for: of options the one that most runs recommend is named. */
function targetOf({ discovery }: Sweep, nameOf: (option: string) => string): string {
  const [, usual] = /^another option than ([a-z0-9-]+) /.exec(discovery?.target ?? '') ?? [];
  return usual ? `another option than ${nameOf(usual)}` : (discovery?.target ?? '');
}

function boxLine({ limits, coverage, density }: DiscoveredBox, target: string): string {
  const where = limits.map(({ variable, min, max }) => {
    if (min === null) return `${variable} is below ${digits(max ?? 0)}`;
    if (max === null) return `${variable} is above ${digits(min)}`;
    return `${variable} is from ${digits(min)} to ${digits(max)}`;
  });
  const percent = (share: number | null) => `${Math.round(100 * (share ?? 0))} %`;
  return `where ${where.join(' and ')}: ${target} in ${percent(density)} of the runs, which are ${percent(coverage)} of all such runs`;
}
