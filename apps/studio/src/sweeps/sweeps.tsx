import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Label, ProgressBar } from 'react-aria-components';
import { useBackend } from '../backend/context.ts';
import { navigate } from '../route.ts';
import { Failure, Loading, Notice } from '../ui/notice.tsx';
import { useTitle } from '../ui/use-title.ts';
import { JobList } from './job-list.tsx';
import { requestOf } from './plan.ts';
import { PlanForm } from './plan-form.tsx';
import { SweepResult } from './sweep-result.tsx';
import { type SweepState, useSweep } from './use-sweep.ts';

interface SweepsProps {
  readonly scenario: string;
  /** A job to watch; empty for none. */
  readonly job: string;
}

/** One scenario at many values of some of its variables. */
export default function Sweeps({ scenario: id, job }: SweepsProps) {
  useTitle('Sweeps');
  const backend = useBackend();
  const queries = useQueryClient();
  const sweep = useSweep();
  const list = useQuery({ queryKey: ['scenarios'], queryFn: () => backend.scenarios() });
  const scenario = useQuery({
    queryKey: ['scenario', id],
    queryFn: () => backend.scenario(id),
    enabled: id !== '',
  });
  const { watch, phase } = sweep;
  useEffect(() => {
    if (job) watch(job);
  }, [job, watch]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what a sweep has come to changes the list
  useEffect(() => {
    queries.invalidateQueries({ queryKey: ['jobs'] });
  }, [phase, sweep.jobId, queries]);
  return (
    <div className="page wide">
      <h1>Sweeps</h1>
      <p className="lead">Where does the recommendation turn? Run one scenario at many values.</p>
      <label className="field wide">
        <span>Scenario</span>
        <select
          value={id}
          onChange={({ target }) => navigate({ page: 'sweeps', scenario: target.value, job: '' })}
        >
          <option value="">Choose…</option>
          {(list.data ?? []).map((entry) => (
            <option key={entry.id} value={entry.id}>
              {entry.title} ({entry.id})
            </option>
          ))}
        </select>
      </label>
      {scenario.isError && <Failure doing="load the scenario" error={scenario.error} />}
      {id !== '' && scenario.isPending && <Loading what="the scenario" />}
      {scenario.data && (
        <PlanForm
          key={id}
          scenario={scenario.data}
          running={phase === 'running'}
          onStart={(plan) => sweep.start(requestOf(id, plan))}
        />
      )}
      <Status sweep={sweep} onCancel={sweep.cancel} />
      {sweep.sweep?.scenarioId === id && <SweepResult sweep={sweep.sweep} />}
      <JobList />
    </div>
  );
}

interface StatusProps {
  readonly sweep: SweepState;
  readonly onCancel: () => void;
}

function Status({ sweep: { phase, progress, jobId, error }, onCancel }: StatusProps) {
  return (
    <>
      {phase === 'running' && (
        <div className="sweep-actions">
          <ProgressBar value={progress?.percent ?? 0} className="progress">
            {({ percentage = 0, valueText }) => (
              <>
                <Label>
                  {progress ? `${progress.done} of ${progress.total} runs` : 'Starting the sweep…'}
                </Label>
                <span>{valueText}</span>
                <div className="progress-track">
                  <div className="progress-fill" style={{ width: `${percentage}%` }} />
                </div>
              </>
            )}
          </ProgressBar>
          {jobId && (
            <button type="button" className="button danger" onClick={onCancel}>
              Cancel the sweep
            </button>
          )}
        </div>
      )}
      {phase === 'cancelled' && (
        <Notice tone="info" title="The sweep was cancelled">
          <p>The runs made until then are below.</p>
        </Notice>
      )}
      {error && (
        <Notice tone="serious" title="The sweep has a problem">
          <p>{error}</p>
        </Notice>
      )}
    </>
  );
}
