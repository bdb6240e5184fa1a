import { lintText } from '@scenario-sandbox/core/scenario/index.ts';
import { EXIT } from '../exit.ts';
import { problemLine, readSource } from '../scenario-source.ts';

/** `sandbox lint`: every problem with its line. Exit 1 when there is an error, 0 when it can be run. */
export default async function lint(file: string, flags: { json?: true }): Promise<number> {
  const { name, text, format } = await readSource(file);
  const result = lintText(text, { format });
  process.stdout.write(flags.json ? `${JSON.stringify(result)}\n` : listing(name, result));
  return result.valid ? EXIT.done : EXIT.no;
}

function listing(name: string, { problems }: ReturnType<typeof lintText>): string {
  const lines = problems.map(
    (problem) => `${problem.severity.padEnd('warning'.length)} ${problemLine(name, problem)}\n`,
  );
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const warnings = problems.length - errors;
  const verdict = errors > 0 ? counted(errors, 'error') : 'can be run';
  const rest = errors > 0 || warnings > 0 ? `, ${counted(warnings, 'warning')}` : '';
  return `${lines.join('')}${name}: ${verdict}${rest}\n`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
