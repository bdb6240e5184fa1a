import { Component, type ReactNode, useEffect } from 'react';
import { Notice } from './notice.tsx';

interface Props {
  readonly children: ReactNode;
}

/** Keeps a page that cannot be shown from taking the whole studio with it. Drafts survive a reload. */
export class ErrorBoundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <CannotBeShown /> : this.props.children;
  }
}

const askEveryMs = 2_000;
/** One that fails again so soon after it was loaded anew would fail for ever. */
const reloadOnceInMs = 60_000;
const RELOADED_AT = 'reloadedAt';

function wasReloadedJustNow(): boolean {
  return Date.now() - Number(sessionStorage.getItem(RELOADED_AT)) < reloadOnceInMs;
}

/**
 * The page is loaded anew when the service answers: it was away, or the studio has been updated. Once, but
 * again after each time that the service did not answer.
 */
function CannotBeShown() {
  useEffect(() => {
    let mayReload = !wasReloadedJustNow();
    let shown = true;
    const ask = async () => {
      const answers = await fetch('healthz', { cache: 'no-store' }).then(
        () => true,
        () => false,
      );
      mayReload ||= !answers;
      if (!(answers && mayReload && shown)) return;
      sessionStorage.setItem(RELOADED_AT, String(Date.now()));
      location.reload();
    };
    ask();
    const timer = setInterval(ask, askEveryMs);
    return () => {
      shown = false;
      clearInterval(timer);
    };
  }, []);
  return (
    <div className="page">
      <Notice tone="serious" title="This page could not be shown">
        <p>
          The service does not answer, or the studio has been updated since it was opened. Unsaved
          changes are kept. When the service answers again, the page is loaded again by itself.
        </p>
        <button type="button" className="button" onClick={() => location.reload()}>
          Reload
        </button>
      </Notice>
    </div>
  );
}
