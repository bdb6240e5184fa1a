import { type RefObject, useEffect, useRef } from 'react';

/** What was drawn last, for a callback that stays the same while it changes. */
export function useLatest<T>(value: T): Readonly<RefObject<T>> {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest;
}
