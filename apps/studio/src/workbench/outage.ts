import { SandboxError } from '@scenario-sandbox/sdk';

/** Errors after which the same run can succeed by itself: nobody answered, or asked to come back later. */
export function isOutage(error: unknown): boolean {
  // What fetch throws where there is no answer, or where an answer was cut off.
  if (error instanceof TypeError) return true;
  return error instanceof SandboxError && error.retryable && error.status >= 500;
}

const firstPauseMs = 1000;
const longestPauseMs = 10_000;

/** Pause before the next attempt, in milliseconds: twice as long each time, up to ten seconds. */
export const pauseBefore = (attempt: number): number =>
  Math.min(longestPauseMs, firstPauseMs * 2 ** attempt);

/** Waits, and ends at once when `signal` aborts. Errors: the signal's reason. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    }, ms);
    signal.addEventListener('abort', abort, { once: true });
  });
}
