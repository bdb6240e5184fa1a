const TICK_MS = 1;
const SLOTS = 1_024;
/** Longest time that sleepers are woken in one go: then requests, cancels and the end of others have their turn. */
const TURN_MS = 8;

/** Something to be woken. It is in one slot at most; the wheel keeps the field. */
export interface Sleeper {
  slot: Set<Sleeper> | null;
  wake(): void;
}

/**
 * One timer for any number of sleepers, set to the next that is due. A sleeper is woken at the first tick (1 ms)
 * at or after its time, or after one turn (1 s) at most: it then looks whether it is time.
 */
export class TimerWheel {
  readonly #slots = Array.from({ length: SLOTS }, () => new Set<Sleeper>());
  readonly #now: () => number;
  #timer: NodeJS.Timeout | undefined;
  /** The tick that the timer is set to. */
  #armed = Number.POSITIVE_INFINITY;
  #count = 0;
  #tick = 0;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  schedule(sleeper: Sleeper, atMs: number): void {
    this.cancel(sleeper);
    if (this.#armed === Number.POSITIVE_INFINITY) this.#tick = this.#reached();
    const due = Math.max(Math.ceil(atMs / TICK_MS), this.#tick + 1);
    const tick = Math.min(due, this.#tick + SLOTS - 1);
    const slot = this.#slots[tick % SLOTS] as Set<Sleeper>;
    slot.add(sleeper);
    sleeper.slot = slot;
    this.#count += 1;
    if (tick < this.#armed) this.#arm(tick);
  }

  cancel(sleeper: Sleeper): void {
    if (!sleeper.slot) return;
    sleeper.slot.delete(sleeper);
    sleeper.slot = null;
    this.#count -= 1;
  }

  /** Wakes who is due, and sets the timer to who comes next. Called by the timer. */
  turn(): void {
    const until = this.#reached();
    const leaveAt = this.#now() + TURN_MS;
    // Nothing is armed for those who are scheduled meanwhile: it is done below.
    this.#armed = Number.NEGATIVE_INFINITY;
    for (let tick = Math.max(this.#tick, until - SLOTS) + 1; tick <= until; tick += 1) {
      this.#tick = tick;
      if (this.#wakeSlot(this.#slots[tick % SLOTS] as Set<Sleeper>, leaveAt)) continue;
      // What comes in from outside has its turn; then the same slot goes on.
      this.#tick = tick - 1;
      setImmediate(() => this.turn());
      return;
    }
    this.#arm(this.#nextTick());
  }

  /** False where some were left, as it was time to leave. */
  #wakeSlot(slot: Set<Sleeper>, leaveAt: number): boolean {
    if (slot.size === 0) return true;
    for (const sleeper of [...slot]) {
      if (sleeper.slot !== slot) continue;
      if (this.#now() > leaveAt) return false;
      this.cancel(sleeper);
      sleeper.wake();
    }
    return true;
  }

  #reached(): number {
    return Math.floor(this.#now() / TICK_MS);
  }

  /** The first tick to come at which somebody is due; infinite where nobody sleeps. */
  #nextTick(): number {
    if (this.#count === 0) return Number.POSITIVE_INFINITY;
    let tick = this.#tick + 1;
    while ((this.#slots[tick % SLOTS] as Set<Sleeper>).size === 0) tick += 1;
    return tick;
  }

  #arm(tick: number): void {
    clearTimeout(this.#timer);
    this.#armed = tick;
    if (tick === Number.POSITIVE_INFINITY) return;
    this.#timer = setTimeout(() => this.turn(), Math.max(1, tick * TICK_MS - this.#now()));
  }
}
