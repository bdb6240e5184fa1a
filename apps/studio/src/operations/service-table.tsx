import type { AdminHealth, ServiceHealth } from '@scenario-sandbox/contract';
import { TableView } from '../results/table-view.tsx';
import { Facts } from '../ui/facts.tsx';

const words: Record<ServiceHealth['status'], string> = {
  ready: 'ready',
  not_ready: 'not ready',
  unreachable: 'does not answer',
};

/** Each service by its own word, and the gateway's open streams. */
export function ServiceTable({ health }: { readonly health: AdminHealth }) {
  const facts: readonly (readonly [string, string])[] = [
    ['Status', health.status],
    ['Engine version', health.engineVersion],
    ['Gateway up for', upFor(health.uptimeSeconds)],
    ['Open streams', health.openStreams.toLocaleString('en')],
  ];
  return (
    <section aria-label="Health">
      <h2>Health</h2>
      <Facts facts={facts} className="facts" />
      <TableView
        caption="Services"
        table={{
          columns: ['Service', 'State', 'Needs', 'Answered in', 'Version'],
          rows: health.services.map(({ service, status, checks, answeredInMs, version }) => [
            service,
            <span key="state" className="verdict" data-holds={status === 'ready'}>
              {words[status]}
            </span>,
            Object.entries(checks)
              .map(([name, result]) => `${name}: ${result}`)
              .join(', ') || '–',
            answeredInMs === null ? '–' : `${Math.ceil(answeredInMs)} ms`,
            version ?? '–',
          ]),
        }}
      />
    </section>
  );
}

function upFor(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} days`;
}
