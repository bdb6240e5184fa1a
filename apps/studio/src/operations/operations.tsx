import type { AdminHealth } from '@scenario-sandbox/contract';
import { SandboxError } from '@scenario-sandbox/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Failure, Loading } from '../ui/notice.tsx';
import { useTitle } from '../ui/use-title.ts';
import { type Admin, adminClient } from './admin.ts';
import { GateTable } from './gate-table.tsx';
import { gatesOf } from './gates.ts';
import { KillSwitchForm } from './kill-switch-form.tsx';
import { Latencies } from './latencies.tsx';
import { type Reading, withReading } from './latency.ts';
import { ServiceTable } from './service-table.tsx';
import { AuditTrail, Sessions } from './trails.tsx';

const refreshMs = 5000;

/** What the operators see: health, gates, latencies, the kill switch, sessions and the audit trail. */
export default function Operations() {
  useTitle('Operations');
  const [token, setToken] = useState('');
  const admin = useMemo(() => adminClient(token), [token]);
  const health = useQuery({
    queryKey: ['admin', token],
    queryFn: () => admin.health(),
    retry: false,
    refetchInterval: refreshMs,
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
          <ServiceTable health={health.data} />
          <Measured admin={admin} health={health.data} />
          <KillSwitchForm
            admin={admin}
            state={health.data.killSwitch}
            onChanged={() => health.refetch()}
          />
          <Sessions admin={admin} />
          <AuditTrail admin={admin} />
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

interface MeasuredProps {
  readonly admin: Admin;
  readonly health: AdminHealth;
}

/** What follows from the metrics; readings are kept for as long as the page is open. */
function Measured({ admin, health }: MeasuredProps) {
  const queries = useQueryClient();
  const queryKey = ['metrics'];
  const readings = useQuery({
    queryKey,
    queryFn: async () => {
      const metrics = await admin.metrics();
      const before = queries.getQueryData<Reading[]>(queryKey) ?? [];
      return withReading(before, { atMs: Date.now(), metrics });
    },
    refetchInterval: refreshMs,
    structuralSharing: false,
  });
  const last = readings.data?.at(-1);
  if (readings.isError) return <Failure doing="read the metrics" error={readings.error} />;
  if (!readings.data || !last) return <Loading what="the metrics" />;
  return (
    <>
      <GateTable gates={gatesOf(health, last)} />
      <Latencies readings={readings.data} />
    </>
  );
}
