import type { CriterionSpec, OptionSpec, Scenario } from '@scenario-sandbox/contract';
import { writeScenario } from '../../document/yaml.ts';
import { wordsOf } from '../../ui/words-of.ts';
import type { Part } from './reading.ts';
import { idOf, unused } from './table.ts';

const placeholders: readonly OptionSpec[] = [
  { id: 'first', name: 'First option', description: 'What we would do.' },
  { id: 'status-quo', name: 'Keep things as they are' },
];

const whatIsLeft = `# How outcomes follow from the variables, one line each, and which of them counts:
# model: { profit: sales * margin - cost }
# objective: { maximise: profit }
`;

/** The parts of a file's sheets as one scenario's text; what is still to be written is left as a comment. */
export function scenarioTextOf(fileName: string, parts: readonly Part[]): string {
  const base = fileName.replace(/\.[^.]*$/, '');
  const scenario: Scenario = {
    schema: 'scenario.v1',
    id: idOf(base),
    title: titleOf(base),
    description: `Imported from ${fileName}.`,
    ...merged(parts),
  };
  const text = writeScenario(scenario);
  return scenario.criteria ? text : `${text}${whatIsLeft}`;
}

const titleOf = (base: string): string => wordsOf(base) || 'Imported';

function merged(parts: readonly Part[]): Pick<Scenario, 'variables' | 'options' | 'criteria'> {
  const variables: NonNullable<Scenario['variables']> = {};
  for (const [name, spec] of parts.flatMap((part) => Object.entries(part.variables))) {
    variables[unused(name, new Set(Object.keys(variables)), '_')] = spec;
  }
  // A second scorecard may score the same options by other criteria.
  const options = new Map(
    parts.flatMap((part) => part.options).map((option) => [option.id, option]),
  );
  const criteria: CriterionSpec[] = [];
  for (const each of parts.flatMap((part) => part.criteria)) {
    const taken = new Set(criteria.map(({ id }) => id));
    criteria.push({ ...each, id: unused(each.id, taken, '-') });
  }
  return {
    ...(Object.keys(variables).length > 0 && { variables }),
    options: options.size > 0 ? [...options.values()] : [...placeholders],
    ...(criteria.length > 0 && { criteria }),
  };
}
