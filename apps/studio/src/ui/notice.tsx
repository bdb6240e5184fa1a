import { SandboxError } from '@scenario-sandbox/sdk';
import type { ReactNode } from 'react';

export function Loading({ what }: { readonly what: string }) {
  return (
    <p className="loading" role="status">
      Loading {what}…
    </p>
  );
}

interface NoticeProps {
  readonly tone: 'info' | 'warning' | 'serious';
  readonly title: string;
  readonly children?: ReactNode;
}

/** A boxed message; its tone is said in words, not by colour alone. */
export function Notice({ tone, title, children }: NoticeProps) {
  return (
    <div className="notice" data-tone={tone} role={tone === 'serious' ? 'alert' : undefined}>
      <strong>{title}</strong>
      {children}
    </div>
  );
}

interface FailureProps {
  readonly doing: string;
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** What went wrong and the way out. */
export function Failure({ doing, error, onRetry }: FailureProps) {
  return (
    <Notice tone="serious" title={`Could not ${doing}`}>
      <p>{reasonOf(error)}</p>
      {onRetry && (
        <button type="button" className="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </Notice>
  );
}

/** An error in words for the person at the screen. */
export function reasonOf(error: unknown): string {
  if (error instanceof SandboxError) {
    if (error.code === 'KILL_SWITCH')
      return 'The service is switched off by its operators (kill switch).';
    return error.message;
  }
  if (error instanceof TypeError) {
    return 'The gateway does not answer. Start it with "sandbox up", or add ?offline to the address.';
  }
  return error instanceof Error ? error.message : 'The reason is unknown.';
}
