import type { Readiness, ServiceHealth } from '@scenario-sandbox/contract';
import type { GatewayConfig } from './config.ts';

const TIMEOUT_MS = 2_000;

/** Whether the engine and the jobs service are ready, by their own word. Never throws. */
export function askServices({
  engineUrl,
  jobsUrl,
}: Pick<GatewayConfig, 'engineUrl' | 'jobsUrl'>): Promise<ServiceHealth[]> {
  return Promise.all([ask('engine', engineUrl), ask('jobs', jobsUrl)]);
}

async function ask(service: ServiceHealth['service'], url: string): Promise<ServiceHealth> {
  const askedAt = performance.now();
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    const { status, version, checks } = (await response.json()) as Readiness;
    if (status !== 'ready' && status !== 'not_ready') throw new Error('not one of our services');
    return { service, status, version, checks, answeredInMs: performance.now() - askedAt };
  } catch {
    return { service, status: 'unreachable', version: null, checks: {}, answeredInMs: null };
  }
}
