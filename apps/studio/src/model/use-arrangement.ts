import { startTransition, useEffect, useState } from 'react';
import type { Arrangement, Drawn } from './arrangement.ts';

export interface Arranged extends Arrangement {
  readonly nodes: readonly Drawn[];
}

/**
 * Where the nodes are drawn, and which they are: until they are laid out, the former. Null before the first.
 * Errors: what keeps the script from starting, thrown where it is drawn.
 */
export function useArrangement(nodes: readonly Drawn[]): Arranged | null {
  const [arranged, setArranged] = useState<Arranged | Error | null>(null);
  useEffect(() => {
    const worker = new Worker(new URL('./arrangement-worker.ts', import.meta.url), {
      type: 'module',
    });
    worker.addEventListener('message', ({ data }: MessageEvent<Arrangement>) => {
      worker.terminate();
      // Drawn in slices, between which the page answers.
      startTransition(() => setArranged({ nodes, ...data }));
    });
    worker.addEventListener('error', () =>
      setArranged(new Error('The diagram could not be laid out: reload the page.')),
    );
    worker.postMessage(nodes);
    return () => worker.terminate();
  }, [nodes]);
  if (arranged instanceof Error) throw arranged;
  return arranged;
}
