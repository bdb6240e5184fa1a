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

const askEveryMs = 2000;

/** Where the service is away, its answer is what was missing: the page is then loaded again by itself. */
function CannotBeShown() {
  useEffect(() => {
    let wasAway = false;
    const ask = async () => {
      const answers = await fetch('healthz', { cache: 'no-store' }).then(
        () => true,
        () => false,
      );
      if (answers && wasAway) location.reload();
      wasAway ||= !answers;
    };
    // At once too: a service that is back within two seconds was away all the same.
    ask();
    const timer = setInterval(ask, askEveryMs);
    return () => clearInterval(timer);
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
