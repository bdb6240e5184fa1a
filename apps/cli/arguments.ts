import { InvalidArgumentError } from 'commander';

/** Reads a whole number written plainly (no 1e3, no 042). */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^(0|[1-9]\d*)$/.test(text) || value < min || value > max) {
      throw new InvalidArgumentError(`Expected a whole number from ${min} to ${max}.`);
    }
    return value;
  };
}

/** A seed as the contract has it: canonical decimal, 0 … 2^53 − 1. */
export const seedArgument: (text: string) => number = wholeNumber(0, Number.MAX_SAFE_INTEGER);
