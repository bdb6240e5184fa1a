import type { Scenario } from '@scenario-sandbox/contract';
import type { Graph, InputSource } from '../language/graph.ts';
import { argsOf, reach } from '../language/reach.ts';
import { createSimulator } from '../simulate/simulator.ts';
import { member, type Problems } from './problems.ts';

/** Samples drawn to see whether parameters that are expressions stay possible. */
const TRIALS = 512;

/**
 * Warns of inputs whose parameters, being expressions, come to something impossible in some of 512 trial
 * samples, such as a standard deviation below 0: such a draw has no value, nor has what reads it.
 */
export function warnOfImpossibleDraws(scenario: Scenario, graph: Graph, problems: Problems): void {
  if (graph.inputs.every(({ distribution }) => distribution !== null)) return;
  const settings = { seed: 0, samples: TRIALS, sampler: 'sobol' } as const;
  const drawn = createSimulator({ ...graph, options: [] }, settings).evaluate({ count: TRIALS });
  graph.inputs.forEach((input, i) => {
    if (input.distribution !== null) return;
    const behind = inputsBehind(graph, input).map((other) => drawn.inputs[other] as Float64Array);
    const bad = (drawn.inputs[i] as Float64Array).reduce(
      (sum, x, s) => sum + (Number.isNaN(x) && behind.every((y) => !Number.isNaN(y[s])) ? 1 : 0),
      0,
    );
    if (bad === 0) return;
    const path = pathOf(scenario, input);
    problems.warning(
      'IMPOSSIBLE_DRAWS',
      path,
      `its parameters are impossible in ${bad} of ${TRIALS} trial samples, which then have no value; bound the expressions with max, min or clamp.`,
    );
  });
}

/** Places of the inputs that an input's parameters hang on. */
function inputsBehind(graph: Graph, input: InputSource): number[] {
  const nodes = reach([input.node], (id) => argsOf(graph, id));
  nodes.delete(input.node);
  return [...nodes].flatMap((id) => {
    const node = graph.nodes[id];
    return node?.op === 'input' ? [node.ref as number] : [];
  });
}

/** Where an input is written: shared, under the option that sets it, or among the scores. */
function pathOf(scenario: Scenario, { name, options }: InputSource): string {
  const [kind, criterion, option = ''] = name.split(':');
  const c = (scenario.criteria ?? []).findIndex(({ id }) => id === criterion);
  if (kind === 'score' && c >= 0) {
    return member(member(member('criteria', c), 'scores'), option);
  }
  const o = scenario.options.findIndex(
    ({ id, set }) => options.includes(id) && Object.hasOwn(set ?? {}, name),
  );
  return o < 0 ? member('variables', name) : member(member(member('options', o), 'set'), name);
}
