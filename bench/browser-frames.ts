import type { CDPSession, Page } from 'playwright-core';

/** What a page did while something was done to it. */
export interface Frames {
  /** From one frame to the next, ms. */
  readonly intervalsMs: readonly number[];
  /** Processor time of the page's main thread for each frame, ms; other work on the machine adds nothing. */
  readonly busyMs: readonly number[];
}

interface TraceEvent {
  readonly name: string;
  readonly ts: number;
  readonly tid: number;
  readonly pid: number;
  /** Thread's processor time, µs. */
  readonly tdur?: number;
  readonly args: { readonly name?: string; readonly data?: Record<string, unknown> };
}

const CATEGORIES = ['toplevel', 'blink.user_timing'];
const MARK = 'bench-frame';

/** Frames of a page during `work`, by a mark in each and the browser's own trace of its tasks. */
export async function framesDuring(page: Page, work: () => Promise<void>): Promise<Frames> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => {
    events.push(...(value as unknown as TraceEvent[]));
  });
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: CATEGORIES },
  });
  await page.evaluate((mark) => {
    const frame = () => {
      performance.mark(mark);
      Object.assign(window, { benchFrame: requestAnimationFrame(frame) });
    };
    frame();
  }, MARK);
  await work();
  await page.evaluate(() =>
    cancelAnimationFrame((window as unknown as { benchFrame: number }).benchFrame),
  );
  await traceOf(session);
  await session.detach();
  return readFrames(events);
}

async function traceOf(session: CDPSession): Promise<void> {
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
}

function readFrames(events: readonly TraceEvent[]): Frames {
  const marks = events.filter(({ name }) => name === MARK).sort((a, b) => a.ts - b.ts);
  const [first] = marks;
  if (!first) throw new Error('The page drew no frame.');
  const tasks = events.filter(
    ({ name, pid, tid, tdur }) =>
      name === 'ThreadControllerImpl::RunTask' &&
      pid === first.pid &&
      tid === first.tid &&
      tdur !== undefined,
  );
  const intervalsMs: number[] = [];
  const busyMs: number[] = [];
  for (const [i, { ts }] of marks.slice(1).entries()) {
    const from = marks[i]?.ts ?? ts;
    const inside = tasks.filter((task) => task.ts >= from && task.ts < ts);
    intervalsMs.push((ts - from) / 1000);
    busyMs.push(inside.reduce((sum, { tdur = 0 }) => sum + tdur, 0) / 1000);
  }
  return { intervalsMs, busyMs };
}
