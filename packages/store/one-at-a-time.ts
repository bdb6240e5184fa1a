/** Work that many ask for and that is never under way twice. */
export interface Asked {
  /** Has the work done; asked while it is under way, once more after it. */
  ask(): void;
  /** Heeds no more asking; resolves when nothing is under way. */
  stop(): Promise<void>;
}

/** Failures are told to `onFault` and wait for the next to ask. */
export function oneAtATime(work: () => Promise<void>, onFault: (error: unknown) => void): Asked {
  let under: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  const ask = () => {
    if (stopped) return;
    if (under) {
      again = true;
      return;
    }
    again = false;
    under = work()
      .catch(onFault)
      .finally(() => {
        under = null;
        if (again) ask();
      });
  };
  return {
    ask,
    async stop() {
      stopped = true;
      await under;
    },
  };
}
