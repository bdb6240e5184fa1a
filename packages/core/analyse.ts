import { allFinite } from './decide/estimates.ts';
import type { Findings, Frame } from './decide/findings.ts';
import { decide } from './decide/index.ts';
import { resolutionOf } from './decide/stopping.ts';
import { OUTCOME_SAMPLES, requestOf, SUMMARISED_FROM } from './decide/whole.ts';
import { frameOf } from './frame.ts';
import { compileScenario } from './language/compile.ts';
import type { Graph } from './language/graph.ts';
import { count } from './narrate/figures.ts';
import { identityOf, type Question, ScenarioInvalid, settingsOf } from './question.ts';
import type { Crew } from './simulate/share.ts';
import { createSimulator } from './simulate/simulator.ts';
import type { Samples, Simulator, Summary } from './simulate/types.ts';

/** What the machine lends to an analysis. None of it changes a bit of the answer. */
export interface Host {
  /** Threads that share the blocks of a large run. */
  readonly crew?: Crew;
  /** Looked at between blocks; once it is not 0 the analysis throws `Cancelled`. */
  readonly cancelled?: Int32Array;
  /** What is known before the first sample is drawn. */
  readonly onFrame?: (frame: Frame) => void;
  /** percent: 0…100, never falls, the same steps in every run of a question. */
  readonly onProgress?: (percent: number, message: string) => void;
}

/** Share of the progress bar that the simulation takes; the analyses take the rest. */
const SIMULATION_PERCENT = 60;
/** Samples before the first look at a decision that may stop early. */
const FIRST_LOOK_SAMPLES = 1024;

/**
 * The whole way of the data for one question: compile, simulate, decide.
 * Errors: ScenarioInvalid with every problem found; Cancelled when the host asks to stop.
 */
export function analyse(question: Question, host: Host = {}): Findings {
  const { scenario } = question;
  const settings = settingsOf(question);
  const compiled = compileScenario(scenario);
  if ('problems' in compiled) throw new ScenarioInvalid(compiled.problems);
  const { graph } = compiled;
  const simulatorOf = (samples: number) =>
    createSimulator(
      graph,
      { ...settings, samples },
      {
        ...(host.crew && { crew: host.crew }),
        ...(host.cancelled && { cancelled: host.cancelled }),
      },
    );
  const frame = frameOf(scenario, graph, settings, simulatorOf(settings.samples), compiled);
  host.onFrame?.(frame);
  const drawn =
    scenario.precision === 'decision' && frame.incomplete === null
      ? drawUntilResolved(simulatorOf, frame, host)
      : drawAll(simulatorOf, frame, graph, host);
  const { samples, simulator, whole } = drawn;
  const findings = decide(
    {
      scenario,
      graph,
      settings: simulator.settings,
      samples,
      simulator,
      whole,
      frame: whole ? frame : { ...frame, samples: samples.count },
      identity: identityOf(question),
      analyses: question.analyses ?? null,
    },
    (name, share) =>
      host.onProgress?.(
        SIMULATION_PERCENT + Math.floor((100 - SIMULATION_PERCENT) * share),
        `Worked out ${name}`,
      ),
  );
  simulator.release(samples);
  return findings;
}

interface Drawn {
  readonly simulator: Simulator;
  readonly samples: Samples;
  /** Figures of all samples, where `samples` are the first of more. */
  readonly whole: Summary | null;
}

type SimulatorOf = (samples: number) => Simulator;

function drawAll(simulatorOf: SimulatorOf, frame: Frame, graph: Graph, host: Host): Drawn {
  const asked = count(frame.samples);
  let told = 0;
  const onProgress = (share: number) => {
    if (share <= told) return;
    told = share;
    host.onProgress?.(
      Math.floor(SIMULATION_PERCENT * share),
      `Simulated ${Math.floor(100 * share)} % of ${asked} samples`,
    );
  };
  const summarised = drawnInPart(simulatorOf, frame, graph, onProgress);
  if (summarised !== null) return summarised;
  const simulator = simulatorOf(frame.samples);
  return { simulator, samples: simulator.run({ onProgress }), whole: null };
}

/** A large run's first samples, and figures of them all; null where all have to be kept. */
function drawnInPart(
  simulatorOf: SimulatorOf,
  frame: Frame,
  graph: Graph,
  onProgress: (share: number) => void,
): Drawn | null {
  if (frame.samples < SUMMARISED_FROM || frame.incomplete !== null) return null;
  const request = requestOf(frame.scenario, graph);
  if (request === null) return null;
  const simulator = simulatorOf(OUTCOME_SAMPLES);
  const samples = simulator.run();
  const finite = samples.outcomes.flat().every(allFinite);
  const whole = finite ? simulatorOf(frame.samples).summarise(request, { onProgress }) : null;
  if (whole === null) simulator.release(samples);
  return whole && { simulator, samples, whole };
}

/** `precision: decision`: 1,024 samples, doubled until the decision is resolved or all are drawn. */
function drawUntilResolved(simulatorOf: SimulatorOf, frame: Frame, host: Host): Drawn {
  let size = Math.min(FIRST_LOOK_SAMPLES, frame.samples);
  for (;;) {
    const simulator = simulatorOf(size);
    const samples = simulator.run();
    const { state, next } = resolutionOf(frame, samples, simulator);
    const percent = Math.floor((SIMULATION_PERCENT * size) / frame.samples);
    const finished = next === null || size === frame.samples;
    host.onProgress?.(
      finished ? SIMULATION_PERCENT : percent,
      `Simulated ${count(size)} samples: the decision is ${state}`,
    );
    if (finished) return { simulator, samples, whole: null };
    size = Math.min(next, frame.samples);
  }
}
