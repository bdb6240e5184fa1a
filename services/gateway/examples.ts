import { readdir, readFile } from 'node:fs/promises';
import type { Scenario } from '@scenario-sandbox/contract';
import { readScenario } from '@scenario-sandbox/core/scenario/index.ts';

const FOLDER = new URL('../../scenarios/', import.meta.url);

/** The worked examples that come with the product, by id. Errors: one that cannot be read, with its line. */
export async function loadExamples(): Promise<Map<string, Scenario>> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.yaml')).sort();
  const examples = new Map<string, Scenario>();
  for (const name of names) {
    const read = readScenario(await readFile(new URL(name, FOLDER), 'utf8'), { format: 'yaml' });
    if ('problems' in read) {
      const [first] = read.problems;
      throw new Error(`scenarios/${name}, line ${first?.line}: ${first?.message}`);
    }
    examples.set(read.scenario.id, read.scenario);
  }
  return examples;
}
