/** The lock of a name, as SQL; name: SQL as well. */
export const lockKey = (name: string): string => `hashtextextended(${name}, 0)`;
