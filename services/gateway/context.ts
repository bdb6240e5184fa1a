import type { Scenario } from '@scenario-sandbox/contract';
import type { Checks, Registry } from '@scenario-sandbox/service';
import type { AuditTrail, Database, NewSession, Session } from '@scenario-sandbox/store';
import type { GatewayConfig } from './config.ts';
import type { EngineClient } from './engine-client.ts';
import type { FetchOptions } from './fetch-document.ts';
import type { KillSwitchFollower } from './kill-switch.ts';
import type { GatewayMetrics } from './metrics.ts';
import type { LimitRuns } from './plugins/rate-limit.ts';
import type { Identify, ScenarioLibrary } from './scenario-library.ts';
import type { StreamHub } from './streams/hub.ts';
import type { Transcripts } from './streams/transcripts.ts';
import type { TimerWheel } from './streams/wheel.ts';
import type { Usage } from './usage.ts';

/** What the gateway's routes work with. */
export interface GatewayContext {
  readonly config: GatewayConfig;
  readonly database: Database;
  /** Begins a session; those that begin at the same time are stored together. */
  readonly beginSession: (session: NewSession) => Promise<Session>;
  readonly audit: AuditTrail;
  readonly engine: EngineClient;
  readonly examples: ReadonlyMap<string, Scenario>;
  readonly scenarios: ScenarioLibrary;
  readonly identify: Identify;
  readonly killSwitch: KillSwitchFollower;
  /** Before anything that starts a run. */
  readonly limitRuns: LimitRuns;
  readonly transcripts: Transcripts;
  readonly hub: StreamHub;
  readonly wheel: TimerWheel;
  readonly metrics: GatewayMetrics;
  readonly registry: Registry;
  /** Null unless it is counted. */
  readonly usage: Usage | null;
  readonly importFrom: FetchOptions;
  /** What the gateway needs, by name. */
  readonly checks: Checks;
  /** Logs a fault nobody waits for. */
  readonly onFault: (cause: unknown) => void;
}
