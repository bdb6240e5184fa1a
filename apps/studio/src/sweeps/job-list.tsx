import { formatShare } from '@scenario-sandbox/charts/format.ts';
import { useQuery } from '@tanstack/react-query';
import { hrefOf } from '../route.ts';
import { Failure } from '../ui/notice.tsx';
import { client } from './use-sweep.ts';

const refreshMs = 5000;

/** Background work of this service, the latest first; sweeps can be opened. */
export function JobList() {
  const jobs = useQuery({
    queryKey: ['jobs'],
    queryFn: () => client.jobs(),
    refetchInterval: refreshMs,
  });
  return (
    <section aria-label="Jobs">
      <h2>Jobs</h2>
      {jobs.isError && (
        <Failure doing="read the jobs" error={jobs.error} onRetry={() => jobs.refetch()} />
      )}
      {jobs.data?.length === 0 && (
        <p className="muted">None yet. A sweep of more than a few runs becomes one.</p>
      )}
      <ul>
        {jobs.data?.map(({ jobId, type, status, scenarioId, progress, createdAt }) => (
          <li key={jobId}>
            {type === 'sweep' ? (
              <a href={hrefOf({ page: 'sweeps', scenario: scenarioId, job: jobId })}>
                Sweep of {scenarioId}
              </a>
            ) : (
              `${type} of ${scenarioId}`
            )}
            : {status.replaceAll('_', ' ')}, {formatShare(progress.percent / 100)} of{' '}
            {progress.total.toLocaleString('en')} runs,{' '}
            <time dateTime={createdAt}>{new Date(createdAt).toLocaleString()}</time>
          </li>
        ))}
      </ul>
    </section>
  );
}
