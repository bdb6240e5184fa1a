import { SandboxError } from '@scenario-sandbox/sdk';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { TableView } from '../results/table-view.tsx';
import { Failure, Loading } from '../ui/notice.tsx';
import { useTitle } from '../ui/use-title.ts';
import { type Admin, type AdminHealth, adminClient } from './admin.ts';
import { KillSwitchForm } from './kill-switch-form.tsx';

/** What the operators see: health, the kill switch, sessions and the audit trail. */
export default function Operations() {
  useTitle('Operations');
  const [token, setToken] = useState('');
  const admin = useMemo(() => adminClient(token), [token]);
  const health = useQuery({
    queryKey: ['admin', token],
    queryFn: () => admin.health(),
    retry: false,
    refetchInterval: 5000,
  });
  const locked = health.error instanceof SandboxError && [401, 403].includes(health.error.status);
  return (
    <div className="page">
      <h1>Operations</h1>
      {health.isPending && <Loading what="the state of the service" />}
      {locked && <TokenForm onToken={setToken} />}
      {health.isError && !locked && (
        <Failure
          doing="read the state of the service"
          error={health.error}
          onRetry={() => health.refetch()}
        />
      )}
      {health.data && (
        <>
          <Health health={health.data} />
          <KillSwitchForm
            admin={admin}
            state={health.data.killSwitch}
            onChanged={() => health.refetch()}
          />
          <Trails admin={admin} />
        </>
      )}
    </div>
  );
}

function TokenForm({ onToken }: { readonly onToken: (token: string) => void }) {
  const [typed, setTyped] = useState('');
  return (
    <form
      className="add-name"
      onSubmit={(event) => {
        event.preventDefault();
        onToken(typed);
      }}
    >
      <p>This service answers operators only. The token is kept in this page and nowhere else.</p>
      <label className="field wide">
        <span>Admin token</span>
        <input
          type="password"
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      <button type="submit" className="button">
        Continue
      </button>
    </form>
  );
}

function Health({ health }: { readonly health: AdminHealth }) {
  const facts: readonly (readonly [string, string])[] = [
    ['Status', health.status],
    ['Version', health.version],
    ['Engine', health.engineVersion],
    ['Up for', `${Math.round(health.uptimeSeconds / 60)} min`],
    ['Open streams', String(health.openStreams)],
    ...Object.entries(health.checks),
  ];
  return (
    <section aria-label="Health">
      <h2>Health</h2>
      <dl className="facts">
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Trails({ admin }: { readonly admin: Admin }) {
  const sessions = useQuery({
    queryKey: ['sessions'],
    queryFn: () => admin.sessions(),
    refetchInterval: 5000,
  });
  const audit = useQuery({
    queryKey: ['audit'],
    queryFn: () => admin.audit(),
    refetchInterval: 5000,
  });
  return (
    <>
      <section aria-label="Sessions">
        <h2>Sessions</h2>
        <TableView
          caption="Sessions"
          table={{
            columns: ['Session', 'State', 'Scenario', 'Route', 'Changed'],
            rows: (sessions.data ?? []).map(
              ({ sessionId, state, scenarioId, route, changedAt }) => [
                sessionId,
                state,
                scenarioId ?? '–',
                route ?? '–',
                changedAt,
              ],
            ),
          }}
        />
      </section>
      <section aria-label="Audit trail">
        <h2>Audit trail</h2>
        <TableView
          caption="Audit trail"
          table={{
            columns: ['When', 'Who', 'What', 'Target', 'Result'],
            rows: (audit.data ?? []).map(({ at, actor, action, target, result }) => [
              at,
              actor,
              action,
              target ?? '–',
              result,
            ]),
          }}
        />
      </section>
    </>
  );
}
