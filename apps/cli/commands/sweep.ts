import { writeFile } from 'node:fs/promises';
import { designs, type Sweep, type SweepPlan, type Vary } from '@scenario-sandbox/contract';
import type { Question } from '@scenario-sandbox/core/question.ts';
import { DesignInvalid } from '@scenario-sandbox/core/sweep/designs.ts';
import { SweepTooLarge } from '@scenario-sandbox/core/sweep/head.ts';
import { TargetUnknown } from '@scenario-sandbox/core/sweep/substitute.ts';
import { sweepCsv, sweepTable } from '@scenario-sandbox/core/sweep/table.ts';
import { CliError, EXIT } from '../exit.ts';
import { progressBar } from '../progress.ts';
import { loadScenario } from '../scenario-source.ts';
import { sweepOnThreads } from '../sweep-on-threads.ts';
import { sweepText } from '../sweep-text.ts';

interface SweepFlags {
  readonly vary: readonly string[];
  readonly design?: string;
  readonly runs?: number;
  readonly seed?: number;
  readonly samples?: number;
  readonly threads?: number;
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

/** `sandbox sweep`: every run on threads of this process; needs no server. */
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
  const result = await make(question, plan, flags.threads);
  const written = await write(result, flags);
  if (flags.output) await writeFile(flags.output, written);
  else process.stdout.write(written);
  return result.done === 0 ? EXIT.no : EXIT.done;
}

async function write(result: Sweep, { json, csv, parquet }: SweepFlags) {
  if (json) return `${JSON.stringify(result)}\n`;
  if (csv) return sweepCsv(result);
  if (!parquet) return sweepText(result);
  const { toParquet } = await import('@scenario-sandbox/runner/parquet.ts');
  return toParquet(sweepTable(result), result.runs);
}

/** Errors: CliError that names --vary, for a plan that cannot be made. */
async function make(question: Question, plan: SweepPlan, threads?: number): Promise<Sweep> {
  const bar = progressBar(process.stderr);
  try {
    return await sweepOnThreads(question, plan, { threads, onRuns: bar.show });
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
