import { lintText } from '@scenario-sandbox/core/scenario/index.ts';
import { EXIT } from '../exit.ts';
import { problemLine, readSource } from '../scenario-source.ts';

/** `sandbox lint`: every problem with its line. Exit 1 when there is an error, 0 when it can be run. */
export default async function lint(file: string, flags: { json?: true }): Promise<number> {
  const { name, text, format } = await readSource(file);
  const result = lintText(text, { format });
  if (flags.json) {
    process.stdout.write(`${JSON.stringify(result)}\n`);
  } else {
    for (const problem of result.problems) {
      process.stdout.write(
        `${problem.severity === 'error' ? 'error  ' : 'warning'} ${problemLine(name, problem)}\n`,
      );
    }
    const errors = result.problems.filter((problem) => problem.severity === 'error').length;
    const warnings = result.problems.length - errors;
    process.stdout.write(
      errors > 0
        ? `${name}: ${errors} error${errors === 1 ? '' : 's'}, ${warnings} warning${warnings === 1 ? '' : 's'}\n`
        : `${name}: can be run${warnings > 0 ? `, ${warnings} warning${warnings === 1 ? '' : 's'}` : ''}\n`,
    );
  }
  return result.valid ? EXIT.done : EXIT.no;
}
