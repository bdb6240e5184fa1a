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
