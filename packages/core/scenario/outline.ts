import type { Scenario } from '@scenario-sandbox/contract';

/** What a list of scenarios shows of one: its words, and how many options and variables it has. */
export function outlineOf({ id, title, question = '', options, variables }: Scenario) {
  const shared = Object.keys(variables ?? {});
  const own = options.flatMap(({ set }) => Object.keys(set ?? {}));
  const names = new Set([...shared, ...own]);
  return { id, title, question, options: options.length, variables: names.size };
}
