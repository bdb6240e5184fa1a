import { InvalidArgumentError, Option } from 'commander';

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
const seedArgument: (text: string) => number = wholeNumber(0, Number.MAX_SAFE_INTEGER);

export const seedOption = (): Option =>
  new Option('--seed <n>', "seed of the run (default: the scenario's, else 42)").argParser(
    seedArgument,
  );

export const samplesOption = (): Option =>
  new Option('--samples <n>', "samples to draw (default: the scenario's, else 20000)").argParser(
    wholeNumber(1, 100_000_000),
  );

export const threadsOption = (): Option =>
  new Option(
    '--threads <n>',
    'threads to use (default: one a core, where there is much to do)',
  ).argParser(wholeNumber(1, 64));
