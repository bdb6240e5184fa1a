import { startTransition, useEffect, useState } from 'react';
import type { Arrangement, Drawn } from './arrangement.ts';

export interface Arranged extends Arrangement {
  readonly nodes: readonly Drawn[];
}

/** Kept once it has started: later diagrams need nothing from the service. */
let worker: Worker | null = null;

function startedWorker(): Worker {
  worker ??= new Worker(new URL('./arrangement-worker.ts', import.meta.url), { type: 'module' });
  return worker;
}

/**
 * Where the nodes are drawn, and which they are: until they are laid out, the former. Null before the first.
 * Errors: the worker's script is not there; thrown where the diagram is drawn.
 */
export function useArrangement(nodes: readonly Drawn[]): Arranged | null {
  const [arranged, setArranged] = useState<Arranged | Error | null>(null);
  useEffect(() => {
    const { port1: answer, port2: reply } = new MessageChannel();
    answer.onmessage = ({ data }: MessageEvent<Arrangement>) =>
      // Drawn in slices, between which the page answers.
      startTransition(() => setArranged({ nodes, ...data }));
    const asked = startedWorker();
    const fail = () => {
      worker = null;
      setArranged(new Error('The diagram could not be laid out.'));
    };
    asked.addEventListener('error', fail);
    asked.postMessage(nodes, [reply]);
    return () => {
      asked.removeEventListener('error', fail);
      answer.close();
    };
  }, [nodes]);
  if (arranged instanceof Error) throw arranged;
  return arranged;
}
