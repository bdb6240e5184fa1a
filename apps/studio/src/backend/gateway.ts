import type { Lint } from '@scenario-sandbox/contract';
import { createClient, SandboxError } from '@scenario-sandbox/sdk';
import type { Backend } from './types.ts';

/** The gateway that serves this page. */
export function gatewayBackend(baseUrl = location.origin): Backend {
  const client = createClient({ baseUrl, fetch: (input, init) => fetch(input, init) });
  return {
    offline: false,
    healthy: () =>
      fetch(new URL('/healthz', baseUrl), { cache: 'no-store' }).then(
        ({ ok }) => ok,
        () => false,
      ),
    scenarios: () => client.scenarios(),
    scenario: (id) => client.scenario(id).catch(nullWhenMissing),
    save: (scenario) => client.putScenario(scenario),
    lint: async (text) => postLint(baseUrl, text),
    report: (scenarioId, signal) => client.report({ scenarioId }, { signal }),
    reportOfRun: (runId) => client.report({ runId }),
    compare: (left, right) =>
      client.compare({ left: { scenarioId: left }, right: { scenarioId: right } }),
    run: ({ scenarioId, sessionId }, hooks) =>
      client.stream({ route: 'critique', scenarioId, sessionId }, hooks),
    cancel: async (sessionId) => {
      await client.cancel(sessionId, 'Cancelled in the studio');
    },
  };
}

function nullWhenMissing(error: unknown): null {
  if (error instanceof SandboxError && error.status === 404) return null;
  throw error;
}

async function postLint(baseUrl: string, text: string): Promise<Lint> {
  const response = await fetch(new URL('/lint/scenario', baseUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text }),
  });
  if (!response.ok) throw new SandboxError(response.status, null);
  return response.json();
}
