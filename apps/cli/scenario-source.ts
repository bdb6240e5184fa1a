import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { Readable } from 'node:stream';
import type { Scenario } from '@scenario-sandbox/contract';
import { type Problem, placed, readScenario } from '@scenario-sandbox/core/scenario/index.ts';
import { didYouMean } from './did-you-mean.ts';
import { CliError } from './exit.ts';

/** Largest scenario file that is read. */
const MAX_BYTES = 1_000_000;
const EXAMPLES = new URL('../../scenarios/', import.meta.url);

/** Ids of the worked examples that come with the product. */
async function exampleIds(): Promise<string[]> {
  const names = await readdir(EXAMPLES);
  return names
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => basename(name, '.yaml'))
    .sort();
}

interface SourceText {
  /** As a person would name it in a message. */
  readonly name: string;
  readonly text: string;
  readonly format: 'yaml' | 'json';
}

/** Stands for the standard input where a file is expected. */
const STDIN = '-';

/** The text behind FILE|ID: the standard input for `-`, a file where there is one, else a worked example of that id. */
export async function readSource(fileOrId: string): Promise<SourceText> {
  if (fileOrId === STDIN) {
    const name = 'standard input';
    return {
      name: STDIN,
      text: decoded(name, await readBytes(name, process.stdin)),
      format: 'yaml',
    };
  }
  const found = await stat(fileOrId).catch(() => null);
  if (found === null) return readExample(fileOrId);
  if (found.isDirectory()) {
    throw new CliError(`${fileOrId} is a folder; name a scenario file in it`);
  }
  const text = decoded(fileOrId, await readBytes(fileOrId, createReadStream(fileOrId)));
  return { name: fileOrId, text, format: extname(fileOrId) === '.json' ? 'json' : 'yaml' };
}

/** All of a stream: neither a file nor a pipe says beforehand how much it is for certain. */
async function readBytes(name: string, source: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of source) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > MAX_BYTES) break;
    }
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new CliError(`${name} cannot be read (${code})`);
  }
  if (length <= MAX_BYTES) return Buffer.concat(chunks);
  throw new CliError(`${name} is over ${MAX_BYTES / 1e6} MB; a scenario is far smaller`);
}

function decoded(file: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CliError(`${file} is not UTF-8 text; save it as that`);
  }
}

async function readExample(id: string): Promise<SourceText> {
  const ids = await exampleIds();
  if (ids.includes(id)) {
    const text = await readFile(new URL(`${id}.yaml`, EXAMPLES), 'utf8');
    return { name: id, text, format: 'yaml' };
  }
  if (/[./\\]/.test(id)) throw new CliError(`there is no file ${id}`);
  const hint = didYouMean(id, ids, `the examples are ${ids.join(', ')}`);
  throw new CliError(`there is no file or worked example "${id}"${hint}`);
}

/** One problem as one line: where, said once, what, and the way out. */
export function problemLine(name: string, { line, column, message }: Problem): string {
  const place = line ? `${name}:${line}:${column ?? 1}` : name;
  return `${place}: ${message.replace(`Line ${line}: `, '')}`;
}

/** A scenario that was read, and what to say when it turns out that it cannot be run. */
interface LoadedScenario {
  readonly scenario: Scenario;
  /** The first problem with its line, and the count of the others, as one line for a person. */
  invalid(problems: readonly Problem[]): CliError;
}

/** Reads and validates FILE|ID. Errors: CliError with the first problem and the count of the others. */
export async function loadScenario(fileOrId: string): Promise<LoadedScenario> {
  const { name, text, format } = await readSource(fileOrId);
  const read = readScenario(text, { format });
  if ('problems' in read) throw invalid(name, read.problems);
  const { scenario, lines } = read;
  return { scenario, invalid: (problems) => invalid(name, placed(problems, lines)) };
}

/** A misspelt name is the likeliest cause of the others, so it comes first. */
function invalid(name: string, problems: readonly Problem[]): CliError {
  const errors = problems.filter((problem) => problem.severity === 'error');
  const first = errors.find((problem) => problem.hint !== undefined) ?? errors[0];
  if (!first) return new CliError(`${name} cannot be run`);
  const others = errors.length - 1;
  const more = others > 0 ? `  [${others} more: sandbox lint ${name}]` : '';
  return new CliError(problemLine(name, first) + more);
}
