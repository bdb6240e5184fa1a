import { useEffect, useState } from 'react';
import { Notice } from '../ui/notice.tsx';
import { Progress } from '../ui/progress.tsx';
import { useWatched } from '../ui/watched.ts';
import { isRunning, type RunPhase } from '../workbench/run-state.ts';
import type { Run } from '../workbench/use-run.ts';

/** Where a stream that was taken up again did go on. */
const wentOn: ReadonlySet<RunPhase> = new Set(['streaming', 'complete', 'cancelled']);

const phaseWords: Record<RunPhase, string> = {
  idle: 'Not run yet',
  connecting: 'Connecting…',
  streaming: 'Streaming the critique',
  resumed: 'The connection was cut; resuming where it left off',
  waiting: 'Waiting for the service',
  complete: 'Complete',
  cancelled: 'Cancelled',
  failed: 'Failed',
};

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

const slowMs = 4000;

/** Whether a state has lasted. */
function useLongerThan(ms: number, is: boolean): boolean {
  const [long, setLong] = useState(false);
  useEffect(() => {
    setLong(false);
    if (!is) return;
    const timer = setTimeout(() => setLong(true), ms);
    return () => clearTimeout(timer);
  }, [ms, is]);
  return long && is;
}

interface RunStatusProps {
  readonly run: Run;
  readonly stale: boolean;
  readonly onRun: () => void;
}

export function RunStatus({ run, stale, onRun }: RunStatusProps) {
  const state = useWatched(run, (now) => now);
  const hasFigures = state.report !== null && state.reportVersion === state.version;
  const { phase, percent, message, resumes, recovered, error } = state;
  const slow = useLongerThan(slowMs, phase === 'connecting');
  if (phase === 'idle') {
    return (
      <div className="empty">
        <h3>Which option comes out ahead?</h3>
        <ol>
          <li>
            Look through the inputs: each has a range and its source. Change what you know better.
          </li>
          <li>Run it. Every sample draws all inputs anew and works out each option.</li>
          <li>Read the answer, how sure it is, and what would change it.</li>
        </ol>
        <button type="button" className="button primary" onClick={onRun}>
          Run (Ctrl+Enter)
        </button>
      </div>
    );
  }
  return (
    <div className="run-status" data-phase={phase}>
      {isRunning(state) && phase !== 'waiting' && percent < 100 && !hasFigures ? (
        <Progress label={message || phaseWords[phase]} percent={percent} />
      ) : (
        <p className="phase">{phaseWords[phase]}</p>
      )}
      {resumes > 0 && wentOn.has(phase) && (
        <p className="chips">
          <span className="chip">resumed {times(resumes)}: no word lost, none doubled</span>
        </p>
      )}
      {slow && (
        <p className="muted">
          The service is slow to answer. Nothing is lost: the run goes on when it does.
        </p>
      )}
      {phase === 'waiting' && (
        <Notice tone="warning" title="The run waits for the service">
          <p>{error} It begins again by itself; your changes are kept in this browser.</p>
          <button type="button" className="button" onClick={onRun}>
            Try now
          </button>
        </Notice>
      )}
      {recovered && !isRunning(state) && (
        <p className="muted">It ran as soon as it could. Before that: {recovered}</p>
      )}
      {phase === 'failed' && (
        <Notice tone="serious" title="The run failed">
          <p>{error}</p>
          <button type="button" className="button" onClick={onRun}>
            Run again
          </button>
        </Notice>
      )}
      {stale && !isRunning(state) && (
        <Notice tone="info" title="These results are of an earlier version">
          <button type="button" className="button" onClick={onRun}>
            Run again
          </button>
        </Notice>
      )}
    </div>
  );
}
