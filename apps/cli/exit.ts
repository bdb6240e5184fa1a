/** Exit codes of the contract: done, the answer is no, bad usage or input. */
export const EXIT = { done: 0, no: 1, badInput: 2 } as const;

/** An error whose message is the one line a person needs. Everything else is a defect and shows its stack. */
export class CliError extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode: number = EXIT.badInput) {
    super(message);
    this.name = 'CliError';
    this.exitCode = exitCode;
  }
}
