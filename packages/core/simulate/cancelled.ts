/** Thrown by a simulation whose host asked it to stop. Nothing of it is kept. */
export class Cancelled extends Error {
  constructor() {
    super('The simulation was cancelled.');
    this.name = 'Cancelled';
  }
}

/** Throws Cancelled once the host's flag is not 0. */
export function checkCancelled(flag: Int32Array | undefined): void {
  if (flag && Atomics.load(flag, 0) !== 0) throw new Cancelled();
}
