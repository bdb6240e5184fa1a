export { answers } from './answers.ts';
export { type AuditTrail, openAudit } from './audit.ts';
export type { Database, Query } from './database.ts';
export { FolderInUse, type FolderLock, lockFolder } from './folder-lock.ts';
export {
  beginChunk,
  type ChunkRef,
  type ChunkResults,
  deadChunks,
  forgetSent,
  markSent,
  noteChunkError,
  readRecommendations,
  readResults,
  settleChunk,
  unsentChunks,
} from './job-chunks.ts';
export { forgetWorker, noteWorker, someWorkerLives, takeFromDead } from './job-workers.ts';
export {
  countJobs,
  findJob,
  findRunOrder,
  hasEnded,
  insertJob,
  type JobFault,
  type JobHint,
  type JobRow,
  listenForJobs,
  listJobs,
  type NewJob,
  readEvents,
  type StoredEvent,
  sweepJobs,
  unfinishedJobs,
} from './jobs.ts';
export {
  endedAmong,
  endJob,
  extendDeadlines,
  overdueJobs,
  startNextJob,
} from './jobs-lifecycle.ts';
export { makeFolder } from './make-folder.ts';
export { oneAtATime } from './one-at-a-time.ts';
export { openStore, type StoreOptions, StoreUnavailable } from './open.ts';
export { type ChunkQueue, type ChunkVerdict, openQueue, type QueueOptions } from './queue.ts';
export {
  type Authorship,
  appendRecording,
  beginRecording,
  type RecordedEvent,
  readRecording,
  releaseRecording,
  sweepRecordings,
  takeRecording,
} from './recordings.ts';
export { resetStore } from './reset.ts';
export { findRun, type NamedRun, noteRuns, sweepRuns } from './runs.ts';
export {
  findScenario,
  findScenarioHashes,
  listScenarios,
  putScenario,
  removeScenario,
  type StoredScenario,
} from './scenarios.ts';
export type { Session, SessionRun } from './session-row.ts';
export {
  beginSession,
  beginSessions,
  type CancelOutcome,
  cancelSession,
  claimSession,
  endSession,
  endSessions,
  findSession,
  listSessions,
  type NewSession,
  recordCancelPlace,
  releaseSessions,
  runSessions,
  type SessionConnection,
  type SessionEnd,
  sweepSessions,
} from './sessions.ts';
export { readKillSwitch, type SwitchState, setKillSwitch } from './switches.ts';
export { together } from './together.ts';
export { type Interruption, type Watch, watchChanges } from './watch.ts';
