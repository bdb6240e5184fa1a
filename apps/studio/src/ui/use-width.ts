import { type RefObject, useEffect, useRef, useState } from 'react';

/** Until then what is drawn for the former width is scaled to the new one. */
const settleMs = 200;

/**
 * Width of an element in CSS pixels; null until it is measured. While it changes, the former: what is
 * drawn by it is drawn once, not for each step of a resize.
 */
export function useWidth<T extends HTMLElement>(): readonly [RefObject<T | null>, number | null] {
  const element = useRef<T>(null);
  const [width, setWidth] = useState<number | null>(null);
  useEffect(() => {
    if (!element.current) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let measured = 0;
    const observer = new ResizeObserver(([entry]) => {
      const now = entry?.contentRect.width ?? 0;
      if (now <= 0) return;
      clearTimeout(timer);
      if (measured === 0) setWidth(now);
      else timer = setTimeout(() => setWidth(now), settleMs);
      measured = now;
    });
    observer.observe(element.current);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, []);
  return [element, width];
}
