import type { Report } from '@scenario-sandbox/contract';
import type { Pin } from '../route.ts';
import { Notice } from '../ui/notice.tsx';

interface PinnedToProps {
  readonly pin: Pin | null;
  readonly report: Report;
}

/** Whether these are the results that were shared: equal hashes are equal results, byte for byte. */
export function PinnedTo({ pin, report: { meta } }: PinnedToProps) {
  if (!pin) {
    return (
      <p className="muted">
        It had not been run when it was shared; these results were worked out now.
      </p>
    );
  }
  if (pin.runId === meta.runId && pin.resultHash === meta.resultHash) {
    return (
      <p>
        <span className="verdict" data-holds="true">
          These are the results that were shared
        </span>{' '}
        <span className="muted">
          (run <code>{meta.runId.slice(0, 12)}</code>, result hash{' '}
          <code>{meta.resultHash.slice(0, 12)}</code>, equal to the link’s)
        </span>
      </p>
    );
  }
  return (
    <Notice tone="warning" title="These are not the results that were shared">
      <p>
        The link is of run <code>{pin.runId.slice(0, 12)}</code>; engine {meta.engineVersion} made
        run <code>{meta.runId.slice(0, 12)}</code> of its scenario. The engine is another version
        than when it was shared, or the link was changed.
      </p>
    </Notice>
  );
}
