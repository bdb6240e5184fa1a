import type {
  AdminHealth,
  AuditEntry,
  KillSwitch,
  SessionSummary,
} from '@scenario-sandbox/contract';
import { errorOf } from '@scenario-sandbox/sdk/errors.ts';
import type { Metric } from './latency.ts';

/** The gateway's admin routes. `token` is needed where the service has one. */
export function adminClient(token: string) {
  const call = async (path: string, init: RequestInit = {}) => {
    const headers = {
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    };
    const response = await fetch(path, { ...init, headers });
    if (!response.ok) throw await errorOf(response);
    return response.json();
  };
  return {
    health: (): Promise<AdminHealth> => call('/admin/health'),
    metrics: async (): Promise<Metric[]> => (await call('/admin/metrics')).metrics,
    sessions: async (): Promise<SessionSummary[]> => (await call('/admin/sessions')).sessions,
    audit: async (): Promise<AuditEntry[]> => (await call('/admin/audit')).entries,
    setKillSwitch: (enabled: boolean, reason: string): Promise<KillSwitch> =>
      call('/admin/kill-switch', { method: 'POST', body: JSON.stringify({ enabled, reason }) }),
  };
}

export type Admin = ReturnType<typeof adminClient>;
