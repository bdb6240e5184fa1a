import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { analyse } from '@scenario-sandbox/core/analyse.ts';
import { analyses } from '@scenario-sandbox/core/decide/registry.ts';
import { critiqueOf } from '@scenario-sandbox/core/narrate/critique.ts';
import { DEFAULT_SAMPLES, ScenarioInvalid } from '@scenario-sandbox/core/question.ts';
import type { ReportFormat } from '@scenario-sandbox/core/report/index.ts';
import { toTerminal } from '@scenario-sandbox/core/report/terminal.ts';
import { toReport } from '@scenario-sandbox/core/report/to-report.ts';
import type { Crew } from '@scenario-sandbox/core/simulate/share.ts';
import type { document } from '@scenario-sandbox/runner/document.ts';
import { didYouMean } from '../did-you-mean.ts';
import { CliError, EXIT } from '../exit.ts';
import { withOverrides } from '../overrides.ts';
import { progressLine } from '../progress.ts';
import { loadScenario } from '../scenario-source.ts';

interface RunFlags {
  readonly seed?: number;
  readonly samples?: number;
  readonly threads?: number;
  readonly set?: readonly string[];
  readonly analyses?: string;
  readonly json?: true;
  readonly md?: true;
  readonly csv?: true;
  readonly html?: true;
}

const FORMATS: readonly ReportFormat[] = ['json', 'md', 'csv', 'html'];

/** The analyses asked for; null: all of them. Errors: CliError for a name that is none. */
function analysesArgument(list: string | undefined): string[] | null {
  if (list === undefined) return null;
  const names = list === 'none' ? [] : list.split(',').map((name) => name.trim());
  const known = Object.keys(analyses);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const hint = didYouMean(unknown, known, `they are ${known.join(', ')}`);
    throw new CliError(`--analyses ${unknown}: there is no such analysis${hint}`);
  }
  return names;
}

/** Samples above which starting threads pays by itself. */
const CREW_SAMPLES = 200_000;
/** Samples up to which a run is over before V8's last optimiser has paid for itself. */
const SHORT_SAMPLES = 50_000;

/** For a run of many samples on one thread a crew of that one, whose kernels are joined too. */
async function crewFor(threads: number | undefined, samples: number): Promise<Crew | null> {
  const wanted = threads ?? (samples > CREW_SAMPLES ? availableParallelism() : 1);
  if (wanted === 1 && samples <= SHORT_SAMPLES) return null;
  const { createCrew } = await import('@scenario-sandbox/runner/crew.ts');
  return createCrew(wanted);
}

/** What the terminal does not show is read only where it is asked for. */
async function documentOf(...asked: Parameters<typeof document>): Promise<string> {
  const { document } = await import('@scenario-sandbox/runner/document.ts');
  return document(...asked);
}

/** `sandbox run`: the whole analysis in this process; needs no server. */
export default async function run(fileOrId: string, flags: RunFlags): Promise<number> {
  const startedMs = performance.now();
  const wanted = analysesArgument(flags.analyses);
  const loaded = await loadScenario(fileOrId);
  const scenario = withOverrides(loaded.scenario, flags.set ?? []);
  const progress = progressLine(process.stderr);
  const samples = flags.samples ?? scenario.samples ?? DEFAULT_SAMPLES;
  // TurboFan would take a third of the processor time, on other threads, and give this one nothing back.
  if (samples <= SHORT_SAMPLES) setFlagsFromString('--no-opt');
  const crew = await crewFor(flags.threads, samples);
  try {
    const findings = analyse(
      {
        scenario,
        ...(flags.seed !== undefined && { seed: flags.seed }),
        ...(flags.samples !== undefined && { samples: flags.samples }),
        ...(wanted && { analyses: wanted }),
      },
      { onProgress: progress.show, ...(crew && { crew }) },
    );
    progress.clear();
    const meta = { timestamp: new Date().toISOString(), durationMs: performance.now() - startedMs };
    const format = FORMATS.find((name) => flags[name as 'json' | 'md' | 'csv' | 'html']);
    const text = format
      ? await documentOf(findings, format, meta)
      : toTerminal(toReport(findings, critiqueOf(findings), meta), {
          width: Math.min(process.stdout.columns ?? 100, 120),
          colour:
            process.stdout.isTTY === true && process.stdout.hasColors() && !process.env.NO_COLOR,
        });
    process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
    return EXIT.done;
  } catch (error) {
    progress.clear();
    if (error instanceof ScenarioInvalid) throw loaded.invalid(error.problems);
    throw error;
  } finally {
    await crew?.close();
  }
}
