import type { Scenario, VariableSpec } from '@scenario-sandbox/contract';
import type { ConstantFinding, Frame, InputFinding } from './decide/findings.ts';
import { distributionOf } from './distributions/registry.ts';
import { remembering } from './distributions/remember.ts';
import type { Graph, InputSource } from './language/graph.ts';
import type { Units } from './language/units/units.ts';
import { statistics } from './simulate/statistics.ts';
import type { RunSettings, Simulator } from './simulate/types.ts';

/** Samples from which an input's percentiles are read where its parameters are expressions. */
const PILOT_SAMPLES = 1024;

interface Annotations {
  readonly unit?: string;
  readonly source?: string;
  readonly note?: string;
  readonly label?: string;
}

const annotationsOf = (spec: VariableSpec | undefined): Annotations =>
  typeof spec === 'object' ? (spec as Annotations) : {};

/** The words written of a name: those of the option that sets it, then those of its declaration. */
function wordsOf(scenario: Scenario, name: string, option: string | null): Annotations {
  const [kind, criterion, scored = ''] = name.split(':');
  if (kind === 'score') {
    const spec = scenario.criteria?.find(({ id }) => id === criterion);
    return annotationsOf(spec?.scores?.[scored]);
  }
  const set = scenario.options.find((candidate) => candidate.id === option)?.set?.[name];
  return { ...annotationsOf(scenario.variables?.[name]), ...annotationsOf(set) };
}

type Shape = Pick<InputFinding, 'kind' | 'mean' | 'sd' | 'p5' | 'p10' | 'p50' | 'p90' | 'p95'>;

/** Means and percentiles of a distribution: who runs a scenario again has changed few of its inputs. */
const exactShape = remembering(({ kind, parameters }): Shape => {
  const distribution = distributionOf(kind);
  const values = parameters as Parameters<typeof distribution.quantile>[0];
  const quantile = distribution.quantile(values);
  return {
    kind,
    mean: distribution.mean(values),
    sd: distribution.sd(values),
    p5: quantile(0.05),
    p10: quantile(0.1),
    p50: quantile(0.5),
    p90: quantile(0.9),
    p95: quantile(0.95),
  };
});

function shapeOf(input: InputSource, column: Float64Array | null): Shape {
  if (input.distribution !== null) return exactShape(input.distribution);
  const { mean, sd, p5, p10, p50, p90, p95 } = statistics(column ?? new Float64Array(0));
  return { kind: 'conditional', mean, sd, p5, p10, p50, p90, p95 };
}

function inputFindings(
  scenario: Scenario,
  graph: Graph,
  simulator: Simulator,
  units: Units,
): InputFinding[] {
  const conditional = graph.inputs.some((input) => input.distribution === null && !input.perPeriod);
  const pilot = conditional ? simulator.evaluate({ count: PILOT_SAMPLES }).inputs : [];
  return graph.inputs.map((input, index) => {
    const words = wordsOf(scenario, input.name, input.shared ? null : (input.options[0] ?? null));
    return {
      name: input.name,
      label: words.label ?? input.name,
      unit: words.unit ?? units[input.name] ?? null,
      shared: input.shared,
      options: input.options,
      perPeriod: input.perPeriod,
      source: words.source ?? null,
      note: words.note ?? null,
      ...shapeOf(input, input.perPeriod ? null : (pilot[index] ?? null)),
    };
  });
}

/** Inputs written as plain numbers, in the order of the file. */
function constantFindings(scenario: Scenario): ConstantFinding[] {
  const constants = (set: Readonly<Record<string, VariableSpec>>, option: string | null) =>
    Object.entries(set).flatMap(([name, spec]): ConstantFinding[] => {
      const value = typeof spec === 'object' ? spec.value : spec;
      if (typeof value !== 'number') return [];
      const words = wordsOf(scenario, name, option);
      return [
        {
          name,
          option,
          value,
          unit: words.unit ?? null,
          source: words.source ?? null,
          note: words.note ?? null,
        },
      ];
    });
  return [
    ...constants(scenario.variables ?? {}, null),
    ...scenario.options.flatMap((option) => constants(option.set ?? {}, option.id)),
  ];
}

/** Why no option can be recommended, or null: nothing is ranked without figures to rank by. */
function incompleteOf(scenario: Scenario, graph: Graph): string | null {
  if (graph.outcomeNames.length === 0) {
    return 'the scenario has options in words but no model and no scores, so there is nothing to rank them by';
  }
  if (scenario.objective === undefined && scenario.criteria === undefined) {
    return 'the scenario has outcomes but neither an objective nor criteria, so it does not say which outcome counts';
  }
  return null;
}

/**
 * What is known of a run before the first sample of it is drawn. Percentiles of inputs are exact where
 * their parameters are constants, else those of the first 1,024 samples. Units that are not written are
 * inferred where the model settles them.
 */
export function frameOf(
  scenario: Scenario,
  graph: Graph,
  settings: RunSettings,
  simulator: Simulator,
  { unused, units }: { readonly unused: readonly string[]; readonly units: Units },
): Frame {
  const { periods } = scenario;
  return {
    scenario,
    options: optionsOf(scenario),
    inputs: inputFindings(scenario, graph, simulator, units),
    constants: constantFindings(scenario),
    unused,
    outcomes: outcomesOf(scenario, graph, units),
    series: graph.seriesNames.map((name) => ({ name, unit: units[name] ?? null })),
    periods: periods ? { count: periods.count, unit: periods.unit ?? 'period' } : null,
    samples: settings.samples,
    seed: settings.seed,
    sampler: settings.sampler,
    incomplete: incompleteOf(scenario, graph),
  };
}

export function optionsOf({ options }: Scenario): Frame['options'] {
  return options.map(({ id, name, description }) => ({
    id,
    name: name ?? id,
    description: description ?? '',
  }));
}

export function outcomesOf(scenario: Scenario, graph: Graph, units: Units): Frame['outcomes'] {
  return graph.outcomeNames.map((name) => {
    const line = scenario.model?.[name];
    const { label = name } = typeof line === 'object' ? (line as Annotations) : {};
    return { name, unit: units[name] ?? null, label };
  });
}
