import type { Lint, Report, RunEvent, Scenario, StreamEvent } from '@scenario-sandbox/contract';
import { scenarioHash } from '@scenario-sandbox/core/scenario/hash.ts';
import { outlineOf } from '@scenario-sandbox/core/scenario/outline.ts';
import { Channel } from './channel.ts';
import type { Backend, RunQuestion } from './types.ts';
import { WorkerClient } from './worker-client.ts';

const model = 'built-in';

/** The engine in this page: the worked examples, no server, nothing leaves the browser. */
export function offlineBackend(): Backend {
  const worker = new WorkerClient();
  const stored = new Map<string, { readonly scenario: Scenario; readonly savedAt: string }>();
  const reports = new Map<string, Promise<Report>>();
  const channels = new Map<string, Channel<StreamEvent>>();
  let examples: Promise<readonly Scenario[]> | null = null;
  const builtIn = () => {
    examples ??= worker.ask<readonly Scenario[]>({ do: 'examples' });
    return examples;
  };
  const find = async (id: string) =>
    stored.get(id)?.scenario ?? (await builtIn()).find((scenario) => scenario.id === id) ?? null;
  const compute = async (id: string, onEvent?: (event: RunEvent) => void) => {
    const scenario = await find(id);
    if (!scenario) throw new RangeError(`There is no scenario "${id}".`);
    return worker.ask<Report>({ do: 'run', scenario }, onEvent);
  };
  return {
    offline: true,
    healthy: async () => true,
    async scenarios() {
      const summaryOf = (scenario: Scenario, savedAt: string | null) => ({
        ...outlineOf(scenario),
        scenarioHash: scenarioHash(scenario),
        origin: savedAt === null ? ('example' as const) : ('stored' as const),
        updatedAt: savedAt,
      });
      const shown = (await builtIn()).filter(({ id }) => !stored.has(id));
      return [
        ...[...stored.values()].map(({ scenario, savedAt }) => summaryOf(scenario, savedAt)),
        ...shown.map((scenario) => summaryOf(scenario, null)),
      ];
    },
    scenario: find,
    async save(scenario) {
      stored.set(scenario.id, { scenario, savedAt: new Date().toISOString() });
      reports.delete(scenario.id);
    },
    lint: (text) => worker.ask<Lint>({ do: 'lint', text }),
    report(id) {
      const known = reports.get(id) ?? compute(id);
      reports.set(id, known);
      return known;
    },
    reportOfRun: null,
    compare: null,
    async *run(question) {
      const channel = new Channel<StreamEvent>();
      channels.set(question.sessionId, channel);
      const translate = translator(question, (event) => channel.push(event));
      const report = compute(question.scenarioId, translate);
      reports.set(question.scenarioId, report);
      report.then(
        () => channel.end(),
        (error) => channel.fail(error),
      );
      yield* channel.values();
    },
    async cancel(sessionId) {
      const channel = channels.get(sessionId);
      channel?.push({
        type: 'cancelled',
        reason: 'Cancelled in the studio',
        timestamp: new Date().toISOString(),
      });
      channel?.end();
      worker.stop('The run was cancelled.');
    },
  };
}

/** Gives a run's events the fields that a stream's have. */
function translator({ scenarioId, sessionId }: RunQuestion, push: (event: StreamEvent) => void) {
  let tokenIndex = 0;
  let started = false;
  return (event: RunEvent) => {
    if (!started) push(startOf(scenarioId, sessionId));
    started = true;
    if (event.type === 'token') {
      push({ ...event, tokenIndex, timestamp: tokenIndex * 20, model });
      tokenIndex += 1;
    } else if (event.type === 'done') push({ ...event, sessionId, seed: 0, reportUrl: '' });
    else push(event);
  };
}

function startOf(scenarioId: string, sessionId: string): StreamEvent {
  const timestamp = new Date().toISOString();
  return {
    type: 'start',
    sessionId,
    seed: 0,
    timestamp,
    scenarioId,
    runId: '',
    route: 'critique',
    model,
  };
}
