import type { Lint, Report, RunEvent, Scenario } from '@scenario-sandbox/contract';
import { critiqueOf } from '@scenario-sandbox/core/narrate/index.ts';
import { narrated } from '@scenario-sandbox/core/narrated.ts';
import { toReport } from '@scenario-sandbox/core/report/index.ts';
import { lintText, readScenario } from '@scenario-sandbox/core/scenario/index.ts';

/** The engine in a worker of the page. It keeps nothing: a scenario comes with each request. */

export type WorkerRequest = { readonly id: number } & (
  | { readonly do: 'examples' }
  | { readonly do: 'lint'; readonly text: string }
  | { readonly do: 'run'; readonly scenario: Scenario }
);

export type WorkerAnswer = { readonly id: number } & (
  | { readonly event: RunEvent }
  | { readonly result: readonly Scenario[] | Lint | Report }
  | { readonly failure: string }
);

const sources = import.meta.glob<string>('../../../../scenarios/*.yaml', {
  query: '?raw',
  import: 'default',
  eager: true,
});

addEventListener('message', ({ data }: MessageEvent<WorkerRequest>) => {
  try {
    answer({ id: data.id, result: resultOf(data) });
  } catch (error) {
    answer({ id: data.id, failure: error instanceof Error ? error.message : 'The engine failed.' });
  }
});

const answer = (message: WorkerAnswer): void => postMessage(message);

function resultOf(request: WorkerRequest) {
  switch (request.do) {
    case 'examples':
      return Object.values(sources).flatMap((text) => {
        const read = readScenario(text);
        return 'problems' in read ? [] : [read.scenario];
      });
    case 'lint':
      return lintText(request.text);
    case 'run':
      return runOf(request.scenario, (event) => answer({ id: request.id, event }));
  }
}

function runOf(scenario: Scenario, emit: (event: RunEvent) => void): Report {
  const began = performance.now();
  const findings = narrated({ scenario, route: 'critique' }, {}, emit);
  return toReport(findings, critiqueOf(findings), {
    timestamp: new Date().toISOString(),
    durationMs: performance.now() - began,
  });
}
