/** A command's file is read only when the command is called: `sandbox run` must start fast. */
export function lazily<A extends unknown[]>(
  load: () => Promise<{ default: (...args: A) => Promise<number> }>,
) {
  return async (...args: A): Promise<void> => {
    const { default: command } = await load();
    process.exitCode = await command(...args);
  };
}
