import { Scenario } from '@scenario-sandbox/contract/scenario.ts';
import { type Lines, readDocument } from './document.ts';
import { type Problem, Problems } from './problems.ts';
import { checkShape, type Schema } from './shape.ts';

export type ScenarioRead =
  | { readonly scenario: Scenario; readonly lines: Lines }
  | { readonly problems: readonly Problem[] };

/**
 * Reads a scenario from YAML or JSON and compares it with the schema `scenario.v1`.
 * format: without one, text that begins with `{` is read as JSON.
 * Gives the scenario and the places of its parts in the text, or every problem with its line.
 * Whether names and formulas fit together is for `compileScenario` and `lintText` to say.
 */
export function readScenario(
  text: string,
  {
    format = text.trimStart().startsWith('{') ? 'json' : 'yaml',
  }: { format?: 'yaml' | 'json' } = {},
): ScenarioRead {
  const read = readDocument(text, format);
  if ('problems' in read) return { problems: placed(read.problems.list, read.lines) };
  const checked = checkScenario(read.value);
  if ('problems' in checked) return { problems: placed(checked.problems, read.lines) };
  return { scenario: checked.scenario, lines: read.lines };
}

/** Compares a value with the schema `scenario.v1`, as when it came as JSON in a request. */
export function checkScenario(
  value: unknown,
): { readonly scenario: Scenario } | { readonly problems: readonly Problem[] } {
  const problems = new Problems();
  checkShape(value, Scenario as unknown as Schema, '', problems);
  return problems.hasErrors ? { problems: problems.list } : { scenario: value as Scenario };
}

/** Problems with the line and column of what their path names. */
export function placed(problems: readonly Problem[], lines: Lines): Problem[] {
  return problems.map((problem) => {
    if (problem.line !== undefined) return problem;
    const position = lines.locate(problem.path, problem.offset);
    return position ? { ...problem, ...position } : problem;
  });
}
