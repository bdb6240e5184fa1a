import type { Scenario } from '@scenario-sandbox/contract';
import { plain, words } from '../narrate/labels.ts';

type Named = Pick<Scenario, 'variables' | 'model' | 'options'>;

/**
 * What differs at a path of two scenarios, as people call it: `variables.churn` is `monthly churn` where
 * that is its label. The right's labels go before the left's.
 */
export function nameOfChange(path: string, left: Named, right: Named): string {
  const [part = '', id = '', name] = path.split('.');
  const labelled = (of: (scenario: Named) => string | undefined, otherwise: string) =>
    plain(of(right) || of(left) || '') || otherwise;
  const variable = (key: string) =>
    labelled(({ variables }) => labelOf(variables?.[key]), words(key));
  const option = (key: string) =>
    labelled(({ options }) => options.find((each) => each.id === key)?.name, key);
  if (part === 'variables') return variable(id);
  if (part === 'model') {
    return `formula of ${labelled(({ model }) => labelOf(model?.[id]), words(id))}`;
  }
  if (part !== 'options') return words(part);
  return name === undefined ? `option ${option(id)}` : `${variable(name)} of ${option(id)}`;
}

function labelOf(spec: unknown): string | undefined {
  if (typeof spec !== 'object' || spec === null || !('label' in spec)) return undefined;
  return typeof spec.label === 'string' ? spec.label : undefined;
}
