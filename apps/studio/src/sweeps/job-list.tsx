import type { Job } from '@scenario-sandbox/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { TableView } from '../results/table-view.tsx';
import { hrefOf, navigate } from '../route.ts';
import { Failure, Loading } from '../ui/notice.tsx';
import { When } from '../ui/when.tsx';
import { client } from './use-sweep.ts';
import { canRetry, progressInWords } from './words.ts';

const refreshMs = 5000;

interface JobListProps {
  /** A scenario's title by its id. */
  readonly titleOf: (scenarioId: string) => string;
}

/** Background work of this service, the latest first; sweeps can be opened, all can be cancelled or tried again. */
export function JobList({ titleOf }: JobListProps) {
  const jobs = useQuery({
    queryKey: ['jobs'],
    queryFn: () => client.jobs(),
    refetchInterval: refreshMs,
  });
  return (
    <section aria-label="Jobs">
      <h2>Jobs</h2>
      {jobs.isPending && <Loading what="the jobs" />}
      {jobs.isError && (
        <Failure doing="read the jobs" error={jobs.error} onRetry={() => jobs.refetch()} />
      )}
      {jobs.data?.length === 0 && (
        <p className="muted">None yet. A sweep of more than a few runs becomes one.</p>
      )}
      {jobs.data && jobs.data.length > 0 && (
        <TableView
          caption="Jobs of this service"
          table={{
            columns: ['Job', 'State', 'Progress', 'Ordered', 'Actions'],
            rows: jobs.data.map((job) => [
              <Name key="job" job={job} title={titleOf(job.scenarioId)} />,
              <State key="state" job={job} />,
              progressInWords(job),
              <When key="when" at={job.createdAt} />,
              <Actions key="actions" job={job} />,
            ]),
          }}
        />
      )}
    </section>
  );
}

function Name({ job, title }: { readonly job: Job; readonly title: string }) {
  const { type, jobId, scenarioId } = job;
  if (type !== 'sweep') return `${type.charAt(0).toUpperCase()}${type.slice(1)} of ${title}`;
  return (
    <a href={hrefOf({ page: 'sweeps', scenario: scenarioId, job: jobId })}>Sweep of {title}</a>
  );
}

/** The state, with what went wrong: parts given up after their attempts, or the whole job. */
function State({ job: { status, errors, error } }: { readonly job: Job }) {
  return (
    <>
      {status.replaceAll('_', ' ')}
      {error && <p className="field-error">{error.message}</p>}
      {errors.slice(0, 3).map(({ chunk, attempts, message }) => (
        <p key={chunk} className="field-error">
          Part {chunk + 1} was given up after {attempts} attempts: {message}
        </p>
      ))}
      {errors.length > 3 && <p className="field-error">And {errors.length - 3} parts more.</p>}
    </>
  );
}

function Actions({ job }: { readonly job: Job }) {
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: ['jobs'] });
  const cancel = useMutation({
    mutationFn: () => client.cancelJob(job.jobId, 'Cancelled in the studio'),
    onSettled,
  });
  const retry = useMutation({
    mutationFn: () => client.retryJob(job.jobId),
    onSuccess: ({ jobId }) => {
      if (job.type === 'sweep') navigate({ page: 'sweeps', scenario: job.scenarioId, job: jobId });
    },
    onSettled,
  });
  const failed = cancel.error ?? retry.error;
  if (failed) return <span className="field-error">{failed.message}</span>;
  if (canRetry(job.status)) return <Action verb="Retry" doing={retry} />;
  if (job.status !== 'queued' && job.status !== 'running') return '–';
  return <Action verb="Cancel" doing={cancel} />;
}

interface ActionProps {
  readonly verb: string;
  readonly doing: { readonly isPending: boolean; mutate(): void };
}

function Action({ verb, doing }: ActionProps) {
  return (
    <button
      type="button"
      className="button small"
      disabled={doing.isPending}
      onClick={() => doing.mutate()}
    >
      {verb}
      <span className="visually-hidden"> the job</span>
    </button>
  );
}
