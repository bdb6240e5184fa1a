import { useCallback, useEffect, useState } from 'react';
import { readSetting, writeSetting } from '../ui/settings.ts';
import { useLatest } from '../ui/use-latest.ts';

const key = 'auto-run';

interface AutoRun {
  /** The text stands still and the linter finds it can be run. */
  readonly ready: boolean;
  /** It is not what the last run was made from. */
  readonly stale: boolean;
  readonly run: () => void;
}

/** Runs each version of the text once, as soon as it can be run. This browser remembers the choice. */
export function useAutoRun({ ready, stale, run }: AutoRun) {
  const [on, setOn] = useState(() => readSetting(key) === 'on');
  const latest = useLatest(run);
  const due = on && ready && stale;
  useEffect(() => {
    if (due) latest.current();
  }, [due, latest]);
  const set = useCallback((next: boolean) => {
    setOn(next);
    writeSetting(key, next ? 'on' : null);
  }, []);
  return [on, set] as const;
}
