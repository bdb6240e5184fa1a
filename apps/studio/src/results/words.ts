/** A probability as a percentage; a dash where it is unknown. */
export function share(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  if (value > 0 && value < 0.005) return 'under 1 %';
  if (value < 1 && value > 0.995) return 'over 99 %';
  return `${Math.round(value * 100)} %`;
}

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });

/** A figure to three digits; a dash where it is unknown. */
export function short(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  if (value !== 0 && Math.abs(value) < 0.001) return value.toExponential(1);
  return compact.format(value).replace('-', '−');
}

/** A difference with its sign. */
export function signed(value: number | null): string {
  if (value === null) return '–';
  return value > 0 ? `+${short(value)}` : short(value);
}
