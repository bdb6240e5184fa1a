import { readFile } from 'node:fs/promises';
import { compileScenario } from '@scenario-sandbox/core/language/compile.ts';
import type { Graph } from '@scenario-sandbox/core/language/graph.ts';
import { readScenario } from '@scenario-sandbox/core/scenario/index.ts';

/** R1 as a scenario. */
export const R1 = await readFile(new URL('./r1.yaml', import.meta.url), 'utf8');

/** The graph of that text with the outcomes that peers give figures of. */
export const graphOfR1 = (): Graph => graphOf(R1, ['o1', 'o2']);

/** A scenario's graph with some of its outcomes: a run of the product keeps every line of the model. */
export function graphOf(text: string, outcomeNames: readonly string[]): Graph {
  const read = readScenario(text);
  if ('problems' in read) throw new Error(read.problems.map(({ message }) => message).join(' '));
  const compiled = compileScenario(read.scenario);
  if ('problems' in compiled) throw new Error(compiled.problems.map((p) => p.message).join(' '));
  const { graph } = compiled;
  const places = outcomeNames.map((name) => graph.outcomeNames.indexOf(name));
  const options = graph.options.map((option) => ({
    ...option,
    outcomes: places.map((place) => option.outcomes[place] as number),
  }));
  return { ...graph, outcomeNames, options };
}
