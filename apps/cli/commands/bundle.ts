import { writeFile } from 'node:fs/promises';
import { ScenarioInvalid } from '@scenario-sandbox/core/question.ts';
import { makeBundle } from '@scenario-sandbox/ops/bundle.ts';
import { CliError, EXIT } from '../exit.ts';
import { loadScenario } from '../scenario-source.ts';

interface BundleFlags {
  readonly output: string;
  readonly seed?: number;
  readonly samples?: number;
}

/** `sandbox bundle`: a run, its question and its hashes in one file. */
export default async function bundle(fileOrId: string, flags: BundleFlags): Promise<number> {
  const { output, ...settings } = flags;
  const { scenario, invalid } = await loadScenario(fileOrId);
  try {
    const archive = makeBundle({ scenario, ...settings }, new Date().toISOString());
    await writeFile(output, archive).catch((error: NodeJS.ErrnoException) => {
      throw new CliError(`${output} cannot be written (${error.code ?? 'unknown error'})`);
    });
  } catch (error) {
    if (error instanceof ScenarioInvalid) throw invalid(error.problems);
    throw error;
  }
  process.stdout.write(`${output}: repeat it with "sandbox verify ${output}"\n`);
  return EXIT.done;
}
