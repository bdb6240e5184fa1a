import { readdirSync, readFileSync } from 'node:fs';
import type { Route } from '@scenario-sandbox/contract';
import { analyse } from '@scenario-sandbox/core/analyse.ts';
import type { Findings } from '@scenario-sandbox/core/decide/findings.ts';
import { body, opening } from '@scenario-sandbox/core/narrate/index.ts';
import { readScenario } from '@scenario-sandbox/core/scenario/index.ts';

const folder = new URL('../scenarios/', import.meta.url);

/** Ids of the worked examples. */
export const examples: readonly string[] = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.slice(0, -'.yaml'.length))
  .sort();

const known = new Map<string, Findings>();

/** Findings of a worked example, run as it asks for. */
export function findingsOf(id: string): Findings {
  const found = known.get(id);
  if (found !== undefined) return found;
  const read = readScenario(readFileSync(new URL(`${id}.yaml`, folder), 'utf8'));
  if (!('scenario' in read)) throw new Error(`${id} cannot be read: ${JSON.stringify(read)}`);
  const findings = analyse({ scenario: read.scenario });
  known.set(id, findings);
  return findings;
}

/** The whole narration of a worked example on one route, in Markdown. */
export const narrationOf = (id: string, route: Route): string =>
  opening(findingsOf(id).frame, route) + body(findingsOf(id), route, Number.POSITIVE_INFINITY).text;
