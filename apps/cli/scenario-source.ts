import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { Scenario } from '@scenario-sandbox/contract';
import { type Problem, readScenario } from '@scenario-sandbox/core/scenario/index.ts';
import { nearest } from '@scenario-sandbox/core/text/nearest.ts';
import { CliError } from './exit.ts';

/** Largest scenario file that is read. */
const MAX_BYTES = 1_000_000;
const EXAMPLES = new URL('../../scenarios/', import.meta.url);

/** Ids of the worked examples that come with the product. */
export async function exampleIds(): Promise<string[]> {
  const names = await readdir(EXAMPLES);
  return names
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => basename(name, '.yaml'))
    .sort();
}

export async function readExample(id: string): Promise<string> {
  return readFile(new URL(`${id}.yaml`, EXAMPLES), 'utf8');
}

export interface SourceText {
  /** As a person would name it in a message. */
  readonly name: string;
  readonly text: string;
  readonly format: 'yaml' | 'json';
}

/** The text behind FILE|ID: a file where there is one, else a worked example of that id. */
export async function readSource(fileOrId: string): Promise<SourceText> {
  const found = await stat(fileOrId).catch(() => null);
  if (found?.isDirectory())
    throw new CliError(`${fileOrId} is a folder; name a scenario file in it`);
  if (found === null) {
    const ids = await exampleIds();
    if (ids.includes(fileOrId))
      return { name: fileOrId, text: await readExample(fileOrId), format: 'yaml' };
    const looksLikeFile = /[./\\]/.test(fileOrId);
    const hint = looksLikeFile ? null : nearest(fileOrId, ids);
    throw new CliError(
      looksLikeFile
        ? `there is no file ${fileOrId}`
        : `there is no file or worked example "${fileOrId}"${hint ? `; did you mean ${hint}?` : `; the examples are ${ids.join(', ')}`}`,
    );
  }
  if (found.size > MAX_BYTES)
    throw new CliError(`${fileOrId} is over ${MAX_BYTES / 1e6} MB; a scenario is far smaller`);
  const text = await readFile(fileOrId, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new CliError(`${fileOrId} cannot be read (${error.code ?? 'unknown error'})`);
  });
  return { name: fileOrId, text, format: extname(fileOrId) === '.json' ? 'json' : 'yaml' };
}

/** One problem as one line: where, what, and the way out. */
export function problemLine(name: string, problem: Problem): string {
  const place = problem.line ? `${name}:${problem.line}:${problem.column ?? 1}` : name;
  return `${place}: ${problem.message}`;
}

/** Reads and validates FILE|ID. Errors: CliError with the first problem and the count of the others. */
export async function loadScenario(fileOrId: string): Promise<Scenario> {
  const { name, text, format } = await readSource(fileOrId);
  const read = readScenario(text, { format });
  if ('scenario' in read) return read.scenario;
  throw invalid(name, read.problems);
}

export function invalid(name: string, problems: readonly Problem[]): CliError {
  const [first, ...others] = problems.filter((problem) => problem.severity === 'error');
  if (!first) return new CliError(`${name} cannot be run`);
  const more = others.length > 0 ? `; ${others.length} more: see "sandbox lint ${join(name)}"` : '';
  return new CliError(problemLine(name, first) + more);
}
