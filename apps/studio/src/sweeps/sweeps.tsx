import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useBackend } from '../backend/context.ts';
import { navigate } from '../route.ts';
import { Failure, Loading, Notice } from '../ui/notice.tsx';
import { Progress } from '../ui/progress.tsx';
import { useTitle } from '../ui/use-title.ts';
import { JobList } from './job-list.tsx';
import { requestOf } from './plan.ts';
import { PlanForm } from './plan-form.tsx';
import { Extreme, SweepResult } from './sweep-result.tsx';
import { type SweepState, useSweep } from './use-sweep.ts';
import { durationInWords, type Names, namesOf } from './words.ts';

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
  const names = useMemo(() => namesOf(scenario.data, sweep.sweep), [scenario.data, sweep.sweep]);
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
      <Status sweep={sweep} names={names} onCancel={sweep.cancel} onRetry={sweep.retry} />
      {sweep.sweep?.scenarioId === id && <SweepResult sweep={sweep.sweep} names={names} />}
      <JobList
        titleOf={(scenarioId) =>
          list.data?.find((each) => each.id === scenarioId)?.title ?? scenarioId
        }
      />
    </div>
  );
}

interface StatusProps {
  readonly sweep: SweepState;
  readonly names: Names;
  readonly onCancel: () => void;
  readonly onRetry: () => void;
}

function Status({ sweep, names, onCancel, onRetry }: StatusProps) {
  const { phase, jobId, error } = sweep;
  const retry = jobId && (
    <button type="button" className="button" onClick={onRetry}>
      Make the runs that are missing
    </button>
  );
  return (
    <>
      {phase === 'running' && <UnderWay sweep={sweep} names={names} onCancel={onCancel} />}
      {phase === 'cancelled' && (
        <Notice tone="info" title="The sweep was cancelled">
          <p>The runs made until then are below.</p>
          {retry}
        </Notice>
      )}
      {phase === 'complete' && (sweep.sweep?.failed ?? 0) > 0 && (
        <Notice tone="warning" title="Some runs could not be made">
          {retry}
        </Notice>
      )}
      {error && (
        <Notice tone="serious" title="The sweep has a problem">
          <p>{error}</p>
          {phase === 'failed' && retry}
        </Notice>
      )}
    </>
  );
}

interface UnderWayProps {
  readonly sweep: SweepState;
  readonly names: Names;
  readonly onCancel: () => void;
}

/** How far a job is, how long it still takes, and the best run so far. */
function UnderWay({ sweep: { progress, jobId, sweep }, names, onCancel }: UnderWayProps) {
  const left = progress?.etaMs == null ? '' : `, ${durationInWords(progress.etaMs)} left`;
  const made = progress
    ? `${progress.done.toLocaleString('en')} of ${progress.total.toLocaleString('en')} runs${left}`
    : 'Starting the sweep…';
  return (
    <>
      <div className="sweep-actions">
        <Progress label={made} percent={progress?.percent ?? 0} />
        {jobId && (
          <button type="button" className="button danger" onClick={onCancel}>
            Cancel the sweep
          </button>
        )}
      </div>
      {progress?.best && !sweep && (
        <ul>
          <Extreme what="Best so far" of={progress.best} unit="" names={names} />
        </ul>
      )}
    </>
  );
}
