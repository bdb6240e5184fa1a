import type {
  Compare,
  Lint,
  Report,
  Scenario,
  ScenarioSummary,
  StreamEvent,
} from '@scenario-sandbox/contract';

export interface RunQuestion {
  readonly scenarioId: string;
  readonly sessionId: string;
}

interface RunHooks {
  readonly signal: AbortSignal;
  /** A cut connection is being resumed. */
  readonly onResume: () => void;
}

/** What the studio asks of whoever computes: the gateway, or the engine in a worker of the page. */
export interface Backend {
  readonly offline: boolean;
  /** Whether runs are answered now. Never throws. */
  healthy(): Promise<boolean>;
  scenarios(): Promise<readonly ScenarioSummary[]>;
  /** Null where there is no scenario of that id. */
  scenario(id: string): Promise<Scenario | null>;
  save(scenario: Scenario): Promise<void>;
  lint(text: string): Promise<Lint>;
  /** Seeds and samples are the scenario's. */
  report(scenarioId: string, signal?: AbortSignal): Promise<Report>;
  /** Of a run that was made here; null offline, where none is kept. */
  readonly reportOfRun: ((runId: string) => Promise<Report>) | null;
  /** Null offline, where two reports are all there is. */
  readonly compare: ((left: string, right: string) => Promise<Compare>) | null;
  run(question: RunQuestion, hooks: RunHooks): AsyncIterable<StreamEvent>;
  cancel(sessionId: string): Promise<void>;
}
