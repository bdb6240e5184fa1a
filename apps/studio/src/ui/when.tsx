import { useEffect, useState } from 'react';

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });
const absolute = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

const tickMs = 15_000;

/** A time as people say it and as a clock does. at: ISO 8601. */
export function When({ at }: { readonly at: string }) {
  const now = useNow();
  const time = new Date(at);
  return (
    <time dateTime={at} className="when">
      {agoOf(time.getTime(), now)} <span className="muted">{absolute.format(time)}</span>
    </time>
  );
}

/** `3 min. ago`; within a minute `just now`, as clocks of two machines differ by seconds. */
export function agoOf(atMs: number, nowMs: number): string {
  const seconds = Math.round((atMs - nowMs) / 1000);
  const fitting = units.find(([, size]) => Math.abs(seconds) >= size);
  if (!fitting) return 'just now';
  const [unit, size] = fitting;
  return relative.format(Math.trunc(seconds / size), unit);
}

function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, []);
  return now;
}
