/**
 * A value as JSON can hold it: numbers that are not finite become null, broken text is mended, parts that
 * are undefined are left out. What is so already is not copied: most of a report are tables of figures.
 */
export function clean(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map(clean);
    return items.every((item, i) => item === value[i]) ? value : items;
  }
  const parts = value as Record<string, unknown>;
  const keys = Object.keys(parts);
  const cleaned = keys.map((key) => clean(parts[key]));
  const isClean = keys.every(
    (key, i) => cleaned[i] !== undefined && cleaned[i] === parts[key] && key.isWellFormed(),
  );
  if (isClean) return value;
  return Object.fromEntries(
    keys.flatMap((key, i) =>
      cleaned[i] === undefined ? [] : [[key.toWellFormed(), cleaned[i]] as const],
    ),
  );
}
