import { writeFile } from 'node:fs/promises';
import { designs, type Sweep, type SweepPlan, type Vary } from '@scenario-sandbox/contract';
import { checkedDesign } from '@scenario-sandbox/core/sweep/check.ts';
import { DesignInvalid } from '@scenario-sandbox/core/sweep/designs.ts';
import { SweepTooLarge } from '@scenario-sandbox/core/sweep/head.ts';
import { TargetUnknown } from '@scenario-sandbox/core/sweep/substitute.ts';
import { sweep } from '@scenario-sandbox/core/sweep/sweep.ts';
import { sweepCsv, sweepTable } from '@scenario-sandbox/core/sweep/table.ts';
import { CliError, EXIT } from '../exit.ts';
import { progressBar } from '../progress.ts';
import { loadScenario } from '../scenario-source.ts';

interface SweepFlags {
  readonly vary: readonly string[];
  readonly design?: string;
  readonly runs?: number;
  readonly seed?: number;
  readonly samples?: number;
  readonly json?: true;
  readonly csv?: true;
  readonly parquet?: true;
  readonly output?: string;
}

/** `price=20:40:5` (from, to, how many), `price=20:40` (a latin hypercube's range), `price=20,25,31`. */
export function varyOf(text: string): Vary {
  const match = /^([^=]+)=(.+)$/.exec(text);
  const parts = (match?.[2] ?? '').split(match?.[2]?.includes(':') ? ':' : ',');
  const numbers = parts.map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (!match?.[1] || !numbers.every(Number.isFinite) || (text.includes(':') && parts.length > 3)) {
    throw new CliError(`--vary ${text}: expected name=low:high:steps, or name=value,value,…`);
  }
  const variable = match[1];
  if (!match[2]?.includes(':')) return { variable, values: numbers };
  const [min = 0, max = 0, steps] = numbers;
  return { variable, range: { min, max, ...(steps !== undefined && { steps }) } };
}

function designOf(text: string): (typeof designs)[number] {
  const known = designs.find((name) => name === text);
  if (known) return known;
  throw new CliError(`--design ${text}: expected ${designs.join(', ')}`);
}

/** `sandbox sweep`: every run in this process; needs no server. */
export default async function run(fileOrId: string, flags: SweepFlags): Promise<number> {
  if (flags.parquet && !flags.output) {
    throw new CliError('--parquet: a file of bytes; name it with --output FILE');
  }
  const { scenario } = await loadScenario(fileOrId);
  const question = {
    scenario,
    ...(flags.seed !== undefined && { seed: flags.seed }),
    ...(flags.samples !== undefined && { samples: flags.samples }),
  };
  const plan: SweepPlan = {
    vary: flags.vary.map(varyOf),
    ...(flags.design && { design: designOf(flags.design) }),
    ...(flags.runs !== undefined && { runs: flags.runs }),
  };
  const result = make(question, plan);
  const written = await write(result, flags);
  if (flags.output) await writeFile(flags.output, written);
  else process.stdout.write(written);
  return result.done === 0 ? EXIT.no : EXIT.done;
}

async function write(result: Sweep, { json, csv, parquet }: SweepFlags) {
  if (json) return `${JSON.stringify(result)}\n`;
  if (csv) return sweepCsv(result);
  if (!parquet) return summary(result);
  const { toParquet } = await import('@scenario-sandbox/runner/parquet.ts');
  return toParquet(sweepTable(result), result.runs);
}

function make(question: Parameters<typeof sweep>[0], plan: SweepPlan): Sweep {
  const bar = progressBar(process.stderr);
  try {
    checkedDesign(question, plan);
    return sweep(question, plan, { onRun: bar.show });
  } catch (error) {
    const known = [DesignInvalid, TargetUnknown, SweepTooLarge];
    if (known.some((each) => error instanceof each)) {
      throw new CliError((error as Error).message.replace(/^vary: /, '--vary: '));
    }
    throw error;
  } finally {
    bar.clear();
  }
}

/** What a person wants to know first; the table is in --csv, --parquet and --json. */
function summary(result: Sweep): string {
  const { objective, best, worst } = result;
  const nameOf = (option: string) => result.options.find(({ id }) => id === option)?.name ?? option;
  const extreme = (name: string, each: Sweep['best']) =>
    each
      ? [
          `${name}  ${digits(each.value)} ${objective?.unit ?? ''} with ${nameOf(each.option)} at ${settings(each.values)}`,
        ]
      : [];
  const failures = result.runs.filter((run) => run.error !== undefined);
  const lines = [
    `${result.done} of ${result.total} runs of ${result.scenarioId}, ${result.samples} samples each, seed ${result.seed}`,
    ...extreme('best ', best),
    ...extreme('worst', worst),
    ...result.recommendations.map(
      ({ option, runs }) => `${nameOf(option)} is recommended in ${runs} of the runs`,
    ),
    ...(result.discovery?.boxes.map(boxLine) ?? []),
    ...(failures[0] ? [`${failures.length} runs could not be made: ${failures[0].error}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function boxLine({
  limits,
  coverage,
  density,
}: NonNullable<Sweep['discovery']>['boxes'][number]): string {
  const where = limits.map(({ variable, min, max }) => {
    if (min === null) return `${variable} below ${digits(max ?? 0)}`;
    if (max === null) return `${variable} above ${digits(min)}`;
    return `${variable} from ${digits(min)} to ${digits(max)}`;
  });
  const percent = (share: number | null) => `${Math.round(100 * (share ?? 0))} %`;
  return `another option: ${where.join(', ')} (${percent(coverage)} of such runs lie there, ${percent(density)} of the runs there are such)`;
}

const digits = (value: number) => Number(value.toPrecision(5)).toLocaleString('en');
const settings = (values: Readonly<Record<string, number>>) =>
  Object.entries(values)
    .map(([name, value]) => `${name} = ${Number(value.toPrecision(5))}`)
    .join(', ') || 'the scenario as it is';
