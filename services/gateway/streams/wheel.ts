const TICK_MS = 10;
const SLOTS = 256;

/** Something to be woken. It is in one slot at most; the wheel keeps the field. */
export interface Sleeper {
  slot: Set<Sleeper> | null;
  wake(): void;
}

/**
 * One timer for any number of sleepers. A sleeper is woken at the first tick (10 ms) at or after its time,
 * or after one turn (2.5 s) at most: it then looks whether it is time.
 */
export class TimerWheel {
  readonly #slots = Array.from({ length: SLOTS }, () => new Set<Sleeper>());
  readonly #now: () => number;
  #timer: NodeJS.Timeout | undefined;
  #count = 0;
  #tick = 0;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  schedule(sleeper: Sleeper, atMs: number): void {
    this.cancel(sleeper);
    if (!this.#timer) {
      this.#tick = Math.floor(this.#now() / TICK_MS);
      this.#timer = setInterval(() => this.turn(), TICK_MS);
    }
    const due = Math.ceil(atMs / TICK_MS);
    const tick = Math.min(Math.max(due, this.#tick + 1), this.#tick + SLOTS - 1);
    const slot = this.#slots[tick % SLOTS] as Set<Sleeper>;
    slot.add(sleeper);
    sleeper.slot = slot;
    this.#count += 1;
  }

  cancel(sleeper: Sleeper): void {
    if (!sleeper.slot) return;
    sleeper.slot.delete(sleeper);
    sleeper.slot = null;
    this.#count -= 1;
  }

  /** Wakes who is due. Called by the timer; it stops where nobody sleeps. */
  turn(): void {
    const until = Math.floor(this.#now() / TICK_MS);
    const from = Math.max(this.#tick, until - SLOTS);
    for (let tick = from + 1; tick <= until; tick += 1) {
      this.#tick = tick;
      const slot = this.#slots[tick % SLOTS] as Set<Sleeper>;
      for (const sleeper of [...slot]) {
        if (sleeper.slot !== slot) continue;
        this.cancel(sleeper);
        sleeper.wake();
      }
    }
    if (this.#count === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
  }
}
