import type { Report, StreamEvent } from '@scenario-sandbox/contract';

export type RunPhase =
  | 'idle'
  | 'connecting'
  | 'streaming'
  | 'resumed'
  /** Nobody answers: the run begins again by itself when somebody does. */
  | 'waiting'
  | 'complete'
  | 'cancelled'
  | 'failed';

export interface RunState {
  readonly phase: RunPhase;
  readonly sessionId: string | null;
  readonly percent: number;
  readonly message: string;
  /** It stays until the first word of the next one is there. */
  readonly critique: string;
  /** The critique is of the run before this one. */
  readonly critiqueIsFormer: boolean;
  /** Why it failed, or what it waits for. */
  readonly error: string | null;
  /** What kept it from running until it ran after all; null where nothing did. */
  readonly recovered: string | null;
  /** Times this run's stream was cut and taken up again. */
  readonly resumes: number;
  /** The last report; it stays until the next one is there. */
  readonly report: Report | null;
  /** The version of the document that this run, and that the report, was made from. */
  readonly version: string | null;
  readonly reportVersion: string | null;
}

export type RunAction =
  | { readonly type: 'begin'; readonly sessionId: string; readonly version: string }
  | { readonly type: 'events'; readonly events: readonly StreamEvent[] }
  | { readonly type: 'resumed' }
  | { readonly type: 'report'; readonly report: Report; readonly version: string }
  | { readonly type: 'waiting'; readonly reason: string }
  | { readonly type: 'stopped' }
  | { readonly type: 'failed'; readonly reason: string };

export const noRun: RunState = {
  phase: 'idle',
  sessionId: null,
  percent: 0,
  message: '',
  critique: '',
  critiqueIsFormer: false,
  error: null,
  recovered: null,
  resumes: 0,
  report: null,
  version: null,
  reportVersion: null,
};

export const isRunning = ({ phase }: RunState): boolean =>
  ['connecting', 'streaming', 'resumed', 'waiting'].includes(phase);

export function nextRun(state: RunState, action: RunAction): RunState {
  switch (action.type) {
    case 'begin':
      return {
        ...noRun,
        phase: 'connecting',
        sessionId: action.sessionId,
        version: action.version,
        critique: state.critique,
        critiqueIsFormer: state.critique !== '',
        report: state.report,
        reportVersion: state.reportVersion,
        recovered: state.phase === 'waiting' ? state.error : null,
      };
    case 'events':
      return action.events.reduce(withEvent, streaming(state));
    case 'resumed':
      return { ...state, phase: 'resumed', resumes: state.resumes + 1 };
    case 'report':
      return { ...state, report: action.report, reportVersion: action.version };
    case 'waiting':
      return { ...state, phase: 'waiting', error: action.reason };
    case 'stopped':
      return { ...state, phase: 'cancelled' };
    case 'failed':
      return { ...state, phase: 'failed', error: action.reason };
  }
}

/** A resumed stream that goes on streams like any other. */
const streaming = (state: RunState): RunState =>
  state.phase === 'resumed' ? { ...state, phase: 'streaming' } : state;

function withEvent(state: RunState, event: StreamEvent): RunState {
  switch (event.type) {
    case 'start':
      return { ...state, phase: 'streaming' };
    case 'progress':
      return { ...state, percent: event.percent, message: event.message };
    case 'token':
      return {
        ...state,
        critique: state.critiqueIsFormer ? event.text : state.critique + event.text,
        critiqueIsFormer: false,
      };
    case 'done':
      return { ...state, phase: 'complete', percent: 100 };
    case 'cancelled':
      return { ...state, phase: 'cancelled' };
    case 'error':
      return { ...state, phase: 'failed', error: event.message };
  }
}
