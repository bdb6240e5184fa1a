import { availableParallelism } from 'node:os';
import { analyse, DEFAULT_SAMPLES, ScenarioInvalid } from '@scenario-sandbox/core/analyse.ts';
import { critiqueOf } from '@scenario-sandbox/core/narrate/index.ts';
import { type ReportFormat, toReport, toTerminal } from '@scenario-sandbox/core/report/index.ts';
import type { Crew } from '@scenario-sandbox/core/simulate/types.ts';
import { document } from '@scenario-sandbox/runner/document.ts';
import { EXIT } from '../exit.ts';
import { withOverrides } from '../overrides.ts';
import { progressLine } from '../progress.ts';
import { invalid, loadScenario } from '../scenario-source.ts';

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

/** Samples above which starting threads pays by itself. */
const CREW_SAMPLES = 200_000;

async function crewFor(threads: number | undefined, samples: number): Promise<Crew | null> {
  const wanted = threads ?? (samples > CREW_SAMPLES ? availableParallelism() : 1);
  if (wanted === 1) return null;
  const { createCrew } = await import('@scenario-sandbox/runner/crew.ts');
  return createCrew(wanted);
}

/** `sandbox run`: the whole analysis in this process; needs no server. */
export default async function run(fileOrId: string, flags: RunFlags): Promise<number> {
  const startedMs = performance.now();
  const scenario = withOverrides(await loadScenario(fileOrId), flags.set ?? []);
  const progress = progressLine(process.stderr);
  const crew = await crewFor(flags.threads, flags.samples ?? scenario.samples ?? DEFAULT_SAMPLES);
  try {
    const findings = analyse(
      {
        scenario,
        ...(flags.seed !== undefined && { seed: flags.seed }),
        ...(flags.samples !== undefined && { samples: flags.samples }),
        ...(flags.analyses !== undefined && {
          analyses:
            flags.analyses === 'none' ? [] : flags.analyses.split(',').map((name) => name.trim()),
        }),
      },
      { onProgress: progress.show, ...(crew && { crew }) },
    );
    progress.clear();
    const meta = { timestamp: new Date().toISOString(), durationMs: performance.now() - startedMs };
    const format = FORMATS.find((name) => flags[name as 'json' | 'md' | 'csv' | 'html']);
    const text = format
      ? document(findings, format, meta)
      : toTerminal(toReport(findings, critiqueOf(findings), meta), {
          width: Math.min(process.stdout.columns ?? 100, 120),
          colour:
            process.stdout.isTTY === true && process.stdout.hasColors() && !process.env.NO_COLOR,
        });
    process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
    return EXIT.done;
  } catch (error) {
    progress.clear();
    if (error instanceof ScenarioInvalid) throw invalid(fileOrId, error.problems);
    throw error;
  } finally {
    await crew?.close();
  }
}
