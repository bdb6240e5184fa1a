import type { RunSummary, Scenario } from '@scenario-sandbox/contract';
import type { Frame } from '../decide/findings.ts';
import { decide } from '../decide/index.ts';
import { frameOf } from '../frame.ts';
import { compileScenario } from '../language/compile.ts';
import type { Graph } from '../language/graph.ts';
import { ScenarioInvalid } from '../question.ts';
import { createSimulator } from '../simulate/simulator.ts';
import type { RunSettings, Samples, Simulator } from '../simulate/types.ts';
import { ENGINE_VERSION } from '../version.ts';
import { type OpenGraph, openGraph } from './open-graph.ts';
import { runIdsOf } from './run-ids.ts';
import { substitute, type Target, targetOf } from './substitute.ts';
import { failedRun, summaryOf } from './summary.ts';

/** Makes the runs of a sweep, one after another. */
export interface Sweeper {
  /** point: parallel to the variables; null leaves one as it is. Errors: Cancelled. */
  run(point: readonly (number | null)[]): RunSummary;
}

/** Numbers of inputs that are kept from one run to the next. */
const KEPT_NUMBERS = 4_000_000;

/**
 * A sweeper of a scenario. What a run has in common with the one before (the compiled graph, the plan,
 * the drawn inputs) is kept, so that a run costs its simulation and its ranking. The figures are those
 * of the scenario with the numbers written into it, bit for bit. The host is read anew in each run.
 * Errors: TargetUnknown.
 */
export function createSweeper(
  scenario: Scenario,
  variables: readonly string[],
  settings: RunSettings,
  host: { readonly cancelled?: Int32Array } = {},
): Sweeper {
  const targets = variables.map((text) => targetOf(scenario, text));
  const benches = new Map<string, Bench>();
  return {
    run(point) {
      const set = targets.flatMap((target, i) => (point[i] == null ? [] : [target]));
      const values = point.filter((value) => value !== null);
      const key = point.map((value) => (value === null ? '-' : '+')).join('');
      const bench = benches.get(key) ?? benchOf(scenario, set, settings, host);
      benches.set(key, bench);
      return bench(values);
    },
  };
}

/** Runs of which the same targets are set. */
type Bench = (values: readonly number[]) => RunSummary;

function benchOf(
  scenario: Scenario,
  targets: readonly Target[],
  settings: RunSettings,
  host: { readonly cancelled?: Int32Array },
): Bench {
  const runIds = targets.length > 0 ? runIdsOf(scenario, targets, settings) : null;
  let prepared: Evaluation | null | undefined;
  return (values) => {
    const closed = targets.reduce((s, t, i) => substitute(s, t, values[i] as number), scenario);
    const runId = runIds?.(values) ?? runIdsOf(scenario, [], settings)([]);
    try {
      prepared ??= prepare(closed, scenario, targets, settings, host);
      const evaluation =
        prepared.open === null ? prepare(closed, scenario, [], settings, host) : prepared;
      const samples = evaluation.evaluate(values);
      const { frame, simulator } = evaluation;
      const identity = {
        scenarioId: scenario.id,
        scenarioHash: '',
        runId,
        engineVersion: ENGINE_VERSION,
      };
      const { graph } = samples;
      const context = { scenario, graph, settings, samples, simulator, frame, identity };
      const summary = summaryOf(decide({ ...context, analyses: [], brief: true }), settings);
      evaluation.release(samples);
      return summary;
    } catch (error) {
      if (!(error instanceof ScenarioInvalid)) throw error;
      return failedRun(scenario.id, runId, settings, error.message);
    }
  };
}

/** A compiled run, to be evaluated at values of its targets; `open` is null where it stands for one only. */
interface Evaluation {
  readonly open: OpenGraph | null;
  readonly frame: Frame;
  readonly simulator: Simulator;
  evaluate(values: readonly number[]): Samples;
  /** Gives samples back that are read no more: the next run writes on them. */
  release(samples: Samples): void;
}

function prepare(
  closed: Scenario,
  scenario: Scenario,
  targets: readonly Target[],
  settings: RunSettings,
  host: { readonly cancelled?: Int32Array },
): Evaluation {
  const compiled = compileScenario(closed);
  if ('problems' in compiled) throw new ScenarioInvalid(compiled.problems);
  const open = targets.length > 0 ? openGraph(scenario, targets, compiled.graph) : null;
  const simulator = createSimulator(open?.graph ?? compiled.graph, settings, host);
  const closedSimulator = createSimulator(compiled.graph, settings, host);
  return {
    open,
    simulator,
    frame: frameOf(closed, compiled.graph, settings, closedSimulator, compiled),
    ...(open
      ? keeping(open, simulator)
      : {
          evaluate: () => simulator.evaluate({ count: settings.samples }),
          release: simulator.release,
        }),
  };
}

/** Evaluates an open graph, and draws what does not hang on the targets the first time only. */
function keeping(
  { graph, places }: OpenGraph,
  simulator: Simulator,
): Pick<Evaluation, 'evaluate' | 'release'> {
  const count = simulator.settings.samples;
  const keep = count * graph.inputs.length <= KEPT_NUMBERS;
  let drawn: readonly (Float64Array | null)[] | null = null;
  const given = places.map(() => new Float64Array(count));
  return {
    evaluate(values) {
      const columns = graph.inputs.map((_, i) => drawn?.[i] ?? null);
      places.forEach((inputs, t) => {
        const column = given[t]?.fill(values[t] as number) ?? null;
        for (const input of inputs) columns[input] = column;
      });
      const samples = simulator.evaluate({ count, values: columns });
      if (keep) drawn ??= constantInputs(graph, samples);
      return samples;
    },
    release(samples) {
      // The first inputs that were drawn are kept.
      const inputs = samples.inputs.filter((column) => !drawn?.includes(column));
      simulator.release({ ...samples, inputs });
    },
  };
}

/** Columns of the inputs that are the same in every run: drawn once per sample, from constants. */
function constantInputs(graph: Graph, samples: Samples): (Float64Array | null)[] {
  return graph.inputs.map((input, i) =>
    input.distribution === null || input.perPeriod ? null : (samples.inputs[i] as Float64Array),
  );
}
