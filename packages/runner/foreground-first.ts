import { Piscina, type TaskQueue } from 'piscina';

type Waiting = Parameters<TaskQueue['push']>[0];

const background = Object.freeze({ background: true });

/** Marks a task as one that gives way to those that somebody waits for. */
export const inBackground = { [Piscina.queueOptionsSymbol]: background };

/** Tasks in the order they came, those in the background after all others. */
export function foregroundFirst(): TaskQueue {
  const foreground: Waiting[] = [];
  const back: Waiting[] = [];
  const lineOf = (task: Waiting) =>
    Reflect.get(task, Piscina.queueOptionsSymbol) === background ? back : foreground;
  return {
    get size() {
      return foreground.length + back.length;
    },
    shift: () => foreground.shift() ?? back.shift() ?? null,
    push: (task) => {
      lineOf(task).push(task);
    },
    // Given back by a thread that was not free after all.
    unshift: (task) => {
      lineOf(task).unshift(task);
    },
    remove(task) {
      const line = lineOf(task);
      const at = line.indexOf(task);
      if (at >= 0) line.splice(at, 1);
    },
  };
}
