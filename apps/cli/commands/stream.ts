import { randomUUID } from 'node:crypto';
import { BUILT_IN_MODEL, type Route, type RunEvent } from '@scenario-sandbox/contract';
import { narrated } from '@scenario-sandbox/core/narrated.ts';
import { identityOf, ScenarioInvalid, settingsOf } from '@scenario-sandbox/core/question.ts';
import { encodeFrame, PREAMBLE } from '@scenario-sandbox/gateway/streams/frames.ts';
import { Transcript } from '@scenario-sandbox/gateway/streams/transcript.ts';
import { EXIT } from '../exit.ts';
import { progressLine } from '../progress.ts';
import { loadScenario } from '../scenario-source.ts';

interface StreamFlags {
  readonly route: Route;
  readonly seed?: number;
  readonly budget?: number;
  readonly raw?: true;
}

/** Prints words as they come; progress goes to the terminal's other stream. */
function printer(): (event: RunEvent) => void {
  const progress = progressLine(process.stderr);
  return (event) => {
    if (event.type === 'progress') progress.show(event.percent, event.message);
    else if (event.type === 'token') {
      progress.clear();
      process.stdout.write(event.text);
    }
  };
}

/** `sandbox stream`: the narration of a scenario, without a server. */
export default async function stream(fileOrId: string, flags: StreamFlags): Promise<number> {
  const loaded = await loadScenario(fileOrId);
  const { scenario } = loaded;
  const question = {
    scenario,
    route: flags.route,
    ...(flags.seed !== undefined && { seed: flags.seed }),
    ...(flags.budget !== undefined && { budget: flags.budget }),
  };
  const { seed } = settingsOf(question);
  const transcript = new Transcript(BUILT_IN_MODEL);
  let ending: Extract<RunEvent, { type: 'done' }> | null = null;
  const print = flags.raw ? () => {} : printer();
  const emit = (event: RunEvent) => {
    print(event);
    if (event.type === 'done') ending = event;
    else if (event.type !== 'error') transcript.append(event);
  };
  try {
    narrated(question, {}, emit);
  } catch (error) {
    if (error instanceof ScenarioInvalid) throw loaded.invalid(error.problems);
    throw error;
  }
  if (flags.raw && ending) writeFrames(transcript, ending, { ...question, seed });
  else process.stdout.write('\n');
  return EXIT.done;
}

/** The same bytes as a gateway sends, with a session and a start of their own. */
function writeFrames(
  transcript: Transcript,
  ending: Extract<RunEvent, { type: 'done' }>,
  question: Parameters<typeof identityOf>[0] & { readonly seed: number; readonly route: Route },
): void {
  const { seed, route, scenario } = question;
  const { runId } = identityOf(question);
  const sessionId = randomUUID();
  const timestamp = new Date().toISOString();
  const start = {
    type: 'start',
    sessionId,
    seed,
    timestamp,
    scenarioId: scenario.id,
    runId,
    route,
    model: BUILT_IN_MODEL,
  } as const;
  const reportUrl = `/report?runId=${runId}`;
  process.stdout.write(PREAMBLE);
  process.stdout.write(encodeFrame(1, start));
  process.stdout.write(transcript.slice(0, transcript.frameCount));
  process.stdout.write(encodeFrame(transcript.endPlace, { ...ending, sessionId, seed, reportUrl }));
}
