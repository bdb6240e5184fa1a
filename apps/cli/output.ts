import { EXIT } from './exit.ts';

let served = false;

/** What a server prints matters less than that it goes on. */
export function outliveReaders(): void {
  served = true;
}

/** Output that cannot be written ends a command: quietly where its reader has had enough, as `head` has. */
export function endWithOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', ({ code }: NodeJS.ErrnoException) => {
      if (served) return;
      if (code === 'EPIPE') process.exit();
      process.stderr.write(`sandbox: the output cannot be written (${code})\n`);
      process.exit(EXIT.badInput);
    });
  }
}
