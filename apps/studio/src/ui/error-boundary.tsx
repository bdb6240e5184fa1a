import { Component, type ReactNode } from 'react';
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
    if (!this.state.failed) return this.props.children;
    return (
      <div className="page">
        <Notice tone="serious" title="This page could not be shown">
          <p>The studio may have been updated since it was opened. Unsaved changes are kept.</p>
          <button type="button" className="button" onClick={() => location.reload()}>
            Reload
          </button>
        </Notice>
      </div>
    );
  }
}
