import type { Findings } from '../decide/findings.ts';
import { decide } from '../decide/index.ts';
import { frameOf } from '../frame.ts';
import { compileScenario } from '../language/compile.ts';
import type { Graph } from '../language/graph.ts';
import { identityOf, type Question, ScenarioInvalid, settingsOf } from '../question.ts';
import { createSimulator } from '../simulate/simulator.ts';
import type { RunSettings, Samples } from '../simulate/types.ts';

/** A run with its samples, which a comparison takes sample by sample. */
export interface SideRun {
  readonly findings: Findings;
  readonly samples: Samples;
  readonly settings: RunSettings;
  readonly graph: Graph;
}

/** Errors: ScenarioInvalid; Cancelled. */
export function runSide(
  question: Question,
  host: { readonly cancelled?: Int32Array } = {},
): SideRun {
  const { scenario } = question;
  const settings = settingsOf(question);
  const compiled = compileScenario(scenario);
  if ('problems' in compiled) throw new ScenarioInvalid(compiled.problems);
  const { graph } = compiled;
  const simulator = createSimulator(graph, settings, host);
  const frame = frameOf(scenario, graph, settings, simulator, compiled);
  const samples = simulator.evaluate({ count: settings.samples });
  const identity = identityOf(question);
  const context = { scenario, graph, settings, samples, simulator, frame, identity };
  return { findings: decide({ ...context, analyses: [] }), samples, settings, graph };
}

/** The ranking figure of what a run recommends, or NaN. */
export function chosenValue({ options, recommendation }: Findings): number {
  return options.find(({ id }) => id === recommendation.primary)?.value.value ?? Number.NaN;
}
