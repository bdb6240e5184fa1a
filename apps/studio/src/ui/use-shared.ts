import { replaceEqualDeep } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';

/** The value, with every part that is as it was before as the same object: what is drawn of it is not drawn again. */
export function useShared<T>(value: T): T {
  const former = useRef(value);
  const shared = replaceEqualDeep(former.current, value);
  useEffect(() => {
    former.current = shared;
  }, [shared]);
  return shared;
}
