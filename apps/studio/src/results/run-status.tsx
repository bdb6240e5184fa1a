import { Label, ProgressBar } from 'react-aria-components';
import { Notice } from '../ui/notice.tsx';
import { isRunning, type RunPhase } from '../workbench/run-state.ts';
import type { Run } from '../workbench/use-run.ts';

const phaseWords: Record<RunPhase, string> = {
  idle: 'Not run yet',
  connecting: 'Connecting…',
  streaming: 'Streaming the critique',
  resumed: 'The connection was cut; resuming where it left off',
  complete: 'Complete',
  cancelled: 'Cancelled',
  failed: 'Failed',
};

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

interface RunStatusProps {
  readonly run: Run;
  readonly stale: boolean;
  readonly onRun: () => void;
}

export function RunStatus({ run, stale, onRun }: RunStatusProps) {
  const hasFigures = run.report !== null && run.reportText === run.text;
  const { phase, percent, message, resumes } = run;
  if (phase === 'idle') {
    return (
      <div className="empty">
        <p>
          Run the scenario to see which option comes out ahead, how surely, and what would change
          it.
        </p>
        <button type="button" className="button primary" onClick={onRun}>
          Run (Ctrl+Enter)
        </button>
      </div>
    );
  }
  return (
    <div className="run-status" data-phase={phase}>
      {isRunning(run) && percent < 100 && !hasFigures ? (
        <ProgressBar value={percent} className="progress">
          {({ percentage = 0, valueText }) => (
            <>
              <Label>{message || phaseWords[phase]}</Label>
              <span>{valueText}</span>
              <div className="progress-track">
                <div className="progress-fill" style={{ width: `${percentage}%` }} />
              </div>
            </>
          )}
        </ProgressBar>
      ) : (
        <p className="phase">{phaseWords[phase]}</p>
      )}
      {resumes > 0 && phase !== 'resumed' && (
        <p className="chips">
          <span className="chip">resumed {times(resumes)}: no word lost, none doubled</span>
        </p>
      )}
      {phase === 'failed' && (
        <Notice tone="serious" title="The run failed">
          <p>{run.error}</p>
          <button type="button" className="button" onClick={onRun}>
            Run again
          </button>
        </Notice>
      )}
      {stale && !isRunning(run) && (
        <Notice tone="info" title="These results are of an earlier version">
          <button type="button" className="button" onClick={onRun}>
            Run again
          </button>
        </Notice>
      )}
    </div>
  );
}
