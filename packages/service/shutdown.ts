import type { App } from './types.ts';

/** Longest time an orderly end may take before the process ends anyhow. */
const DRAIN_TIMEOUT_MS = 10_000;
/** Two services, one after the other, can take this long within it. */
const LAST_ANSWERS_MS = 4_000;

/** Cuts off what is still being answered a while after the close began: who reads nothing would keep us for ever. */
export function boundLastAnswers(app: App): void {
  app.addHook('preClose', async () => {
    setTimeout(() => app.server.closeAllConnections(), LAST_ANSWERS_MS).unref();
  });
}

/**
 * Ends the process in order on SIGTERM or SIGINT: runs `close`, at most 10 s, then exits. A second signal
 * ends it at once.
 */
export function closeOnSignal(close: () => Promise<void>): void {
  let closing = false;
  const end = () => {
    if (closing) process.exit(1);
    closing = true;
    setTimeout(() => process.exit(1), DRAIN_TIMEOUT_MS).unref();
    close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}

/** Runs a program's start; a failure is one line on standard error, and exit code 2. */
export async function startOrExit(start: () => Promise<void>): Promise<void> {
  try {
    await start();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(2);
  }
}
