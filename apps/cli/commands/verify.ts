import { readFile } from 'node:fs/promises';
import { NoBundle, type Verification, verifyBundle } from '@scenario-sandbox/ops/bundle.ts';
import { CliError, EXIT } from '../exit.ts';

function print(file: string, { verified, bundledBy, verifiedBy, comparisons }: Verification): void {
  for (const { name, kept, found, same } of comparisons) {
    process.stdout.write(`${same ? 'same' : 'OTHER'}  ${name.padEnd(13)} ${kept}\n`);
    if (!same) process.stdout.write(`       ${''.padEnd(13)} ${found}\n`);
  }
  const engines =
    bundledBy === verifiedBy ? '' : `; bundled by engine ${bundledBy}, run by ${verifiedBy}`;
  process.stdout.write(`${file}: ${verified ? 'verified' : 'NOT the same'}${engines}\n`);
}

/** `sandbox verify`: runs a bundle again. Exit 1 when any hash differs. */
export default async function verify(file: string, flags: { json?: true }): Promise<number> {
  const archive = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new CliError(`${file} cannot be read (${error.code ?? 'unknown error'})`);
  });
  try {
    const result = verifyBundle(archive);
    if (flags.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    else print(file, result);
    return result.verified ? EXIT.done : EXIT.no;
  } catch (error) {
    if (error instanceof NoBundle) throw new CliError(`${file} is no bundle: ${error.message}`);
    throw error;
  }
}
