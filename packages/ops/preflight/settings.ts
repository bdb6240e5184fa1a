import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pilotFolder } from '../places.ts';

/** What .env.poc (or, where there is none, the example) sets, with what the environment sets above it. */
export interface Settings {
  readonly file: string;
  readonly values: ReadonlyMap<string, string>;
  /** Names in the file that the product does not know. */
  readonly unknown: readonly string[];
}

const EXAMPLE = '.env.poc.example';

/** Settings by name, from lines NAME=value; lines that are commented out count where asked. */
function parse(text: string, commented: boolean): Map<string, string> {
  const pattern = commented ? /^(?:# )?([A-Z][A-Z0-9_]*)=(.*)$/gm : /^([A-Z][A-Z0-9_]*)=(.*)$/gm;
  return new Map([...text.matchAll(pattern)].map(([, name = '', value = '']) => [name, value]));
}

export async function readSettings(env: NodeJS.ProcessEnv): Promise<Settings> {
  const example = await readFile(join(pilotFolder, EXAMPLE), 'utf8');
  const own = await readFile(join(pilotFolder, '.env.poc'), 'utf8').catch(() => null);
  const known = parse(example, true);
  const values = parse(own ?? example, false);
  const unknown = [...values.keys()].filter((name) => !known.has(name));
  for (const name of known.keys()) {
    if (env[name] !== undefined) values.set(name, env[name]);
  }
  return { file: own === null ? EXAMPLE : '.env.poc', values, unknown };
}

/** Switches that are on, of those that must be off unless an operator means it. */
export function switchesOn({ values }: Settings): string[] {
  return [...values]
    .filter(([name]) => name.startsWith('ENABLE_') || name === 'GLOBAL_KILL_SWITCH')
    .filter(([, value]) => /^(true|1|on)$/i.test(value.trim()))
    .map(([name]) => name);
}
