import { noRun, type RunState } from './run-state.ts';

/** The last run of each scenario, kept with this tab so that a reload loses no results. */

const nameOf = (id: string): string => `scenario-sandbox.run.${id}`;

export function keptRun(id: string): RunState {
  try {
    const kept: Partial<RunState> = JSON.parse(sessionStorage.getItem(nameOf(id)) ?? '{}');
    return { ...noRun, ...kept };
  } catch {
    return noRun;
  }
}

/** Not every browser tells when it is idle. */
const whenIdle: (work: () => void) => void = globalThis.requestIdleCallback ?? setTimeout;

const unwritten = new Map<string, RunState>();

/** A whole report takes as long to write as a frame may: it is written when there is time, or as the page goes. */
export function keepRun(id: string, state: RunState): void {
  if (unwritten.size === 0) whenIdle(write);
  unwritten.set(id, state);
}

function write(): void {
  for (const [id, state] of unwritten) {
    try {
      sessionStorage.setItem(nameOf(id), JSON.stringify(state));
    } catch {
      // The results then live as long as the page.
    }
  }
  unwritten.clear();
}

addEventListener('pagehide', write);
