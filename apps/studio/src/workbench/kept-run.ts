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

export function keepRun(id: string, state: RunState): void {
  try {
    sessionStorage.setItem(nameOf(id), JSON.stringify(state));
  } catch {
    // The results then live as long as the page.
  }
}
