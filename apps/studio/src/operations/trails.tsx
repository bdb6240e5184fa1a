import { useQuery } from '@tanstack/react-query';
import { TableView } from '../results/table-view.tsx';
import { Failure, Loading } from '../ui/notice.tsx';
import { When } from '../ui/when.tsx';
import type { Admin } from './admin.ts';
import { actionInWords, resultInWords } from './words.ts';

const refetchInterval = 5000;

/** Streams to clients, the last changed first. */
export function Sessions({ admin }: { readonly admin: Admin }) {
  const sessions = useQuery({
    queryKey: ['sessions'],
    queryFn: () => admin.sessions(),
    refetchInterval,
  });
  return (
    <section aria-label="Sessions">
      <h2>Sessions</h2>
      {sessions.isPending && <Loading what="the sessions" />}
      {sessions.isError && <Failure doing="read the sessions" error={sessions.error} />}
      {sessions.data && (
        <TableView
          caption="Sessions"
          table={{
            columns: ['Changed', 'State', 'Scenario', 'Route', 'Resumed', 'Session'],
            rows: sessions.data.map(
              ({ sessionId, state, scenarioId, route, resumes, changedAt }) => [
                <When key="when" at={changedAt} />,
                state,
                scenarioId ?? '–',
                route ?? '–',
                resumes === 0 ? 'never' : `${resumes} ×`,
                <code key="id">{sessionId}</code>,
              ],
            ),
          }}
        />
      )}
    </section>
  );
}

/** Who changed what, the latest first. */
export function AuditTrail({ admin }: { readonly admin: Admin }) {
  const audit = useQuery({
    queryKey: ['audit'],
    queryFn: () => admin.audit(),
    refetchInterval,
  });
  return (
    <section aria-label="Audit trail">
      <h2>Audit trail</h2>
      {audit.isPending && <Loading what="the audit trail" />}
      {audit.isError && <Failure doing="read the audit trail" error={audit.error} />}
      {audit.data && (
        <TableView
          caption="Audit trail"
          table={{
            columns: ['When', 'What', 'Target', 'Result', 'Who (hashed)'],
            rows: audit.data.map(({ at, actor, action, target, result }) => [
              <When key="when" at={at} />,
              actionInWords(action),
              target ?? '–',
              resultInWords(result),
              <code key="who">{actor}</code>,
            ]),
          }}
        />
      )}
    </section>
  );
}
