/** One line that is overwritten, on a terminal; nothing elsewhere, so that logs stay clean. */
export function progressLine(stream: NodeJS.WriteStream): {
  show(percent: number, message: string): void;
  clear(): void;
} {
  if (!stream.isTTY) return { show: () => {}, clear: () => {} };
  const clearLine = '\r\u001b[2K';
  return {
    show: (percent, message) =>
      stream.write(`${clearLine}${String(percent).padStart(3)} %  ${message}`),
    clear: () => stream.write(clearLine),
  };
}

const BAR_WIDTH = 30;

/** A bar that is overwritten, on a terminal; elsewhere a plain line for every tenth that is done. note: what is said after the count. */
export function progressBar(stream: NodeJS.WriteStream): {
  show(done: number, total: number, note?: string): void;
  clear(): void;
} {
  const line = progressLine(stream);
  let last = -1;
  return {
    show(done, total, note = '') {
      const percent = Math.floor((100 * done) / Math.max(1, total));
      const step = stream.isTTY ? percent : Math.floor(percent / 10);
      if (step <= last) return;
      last = step;
      if (!stream.isTTY) {
        stream.write(`${done} of ${total} runs${note}\n`);
        return;
      }
      const full = Math.round((BAR_WIDTH * done) / Math.max(1, total));
      line.show(
        percent,
        `${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)}  ${done} of ${total} runs${note}`,
      );
    },
    clear: line.clear,
  };
}
