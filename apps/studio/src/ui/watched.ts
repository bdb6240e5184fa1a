import { useSyncExternalStore } from 'react';

/** A value that outlives any part of the page; who watches it, or a part of it, is drawn again when that changes. */
export interface Watched<T> {
  /** The newest, whether or not it is drawn yet. */
  readonly now: () => T;
  readonly subscribe: (changed: () => void) => () => void;
}

export function watched<T>(initial: T): Watched<T> & { readonly set: (next: T) => void } {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    now: () => value,
    set(next) {
      value = next;
      for (const changed of listeners) changed();
    },
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}

/** part: gives the same object for the same value. */
export const useWatched = <T, P>({ now, subscribe }: Watched<T>, part: (value: T) => P): P =>
  useSyncExternalStore(subscribe, () => part(now()));
