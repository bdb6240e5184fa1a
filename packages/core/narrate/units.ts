import { plain } from './labels.ts';

/** How a unit is written around a figure. */
export interface UnitStyle {
  readonly before: string;
  readonly after: string;
  /** Shortened from 10,000 up, with k, m and bn. */
  readonly money: boolean;
  /** Written as a percentage. */
  readonly share: boolean;
  /** What the figure is multiplied by: 100 for a share, else 1. */
  readonly factor: number;
}

const CURRENCY_SIGNS: ReadonlyMap<string, string> = new Map([
  ['EUR', '€'],
  ['€', '€'],
  ['USD', '$'],
  ['$', '$'],
  ['GBP', '£'],
  ['£', '£'],
  ['JPY', '¥'],
  ['INR', '₹'],
]);
const CURRENCY_CODES: ReadonlySet<string> = new Set(
  'AUD BRL CAD CHF CNY CZK DKK HKD HUF IDR ILS KRW MXN NOK NZD PLN RON SEK SGD THB TRY ZAR'.split(
    ' ',
  ),
);
const ONES: ReadonlySet<string> = new Set(['', '1', 'dimensionless']);
const SHARES: ReadonlySet<string> = new Set(['share', 'fraction', 'probability', 'proportion']);
const TIMES: ReadonlyMap<string, string> = new Map(
  ['hour', 'day', 'week', 'month', 'quarter', 'year', 'period'].flatMap((time) => [
    [time, time],
    [`${time}s`, time],
  ]),
);

/** The time word of a unit such as `month`, `months` or `year`; null for anything else. */
export function timeWord(text: string): string | null {
  return TIMES.get(text.trim().toLowerCase()) ?? null;
}

/** Whether a unit is an amount of money, and not one per something. */
export function isMoney(unit: string | null): boolean {
  const name = (unit ?? '').trim();
  return CURRENCY_SIGNS.has(name) || CURRENCY_CODES.has(name);
}

/** What stands below the stroke of a unit such as `EUR/month`; null without one. */
export function denominator(unit: string | null): string | null {
  const parts = (unit ?? '').split('/');
  return parts.length === 2 ? (parts[1] ?? '').trim() : null;
}

function perWords(below: string): string {
  const time = timeWord(below);
  if (time !== null) return ` ${time === 'hour' ? 'an' : 'a'} ${time}`;
  return ` per ${plain(below, 24)}`;
}

const bare: UnitStyle = { before: '', after: '', money: false, share: false, factor: 1 };
const shareStyle = (after: string): UnitStyle => ({ ...bare, after, share: true, factor: 100 });

/**
 * The style of a unit. `1/month` is a share a month where the figure is at most 1; `EUR`, `USD/seat`
 * and other currencies are money; any other unit is written after the figure as it stands.
 */
export function readUnit(unit: string | null, magnitude: number): UnitStyle {
  const whole = (unit ?? '').trim();
  if (ONES.has(whole)) return bare;
  if (whole === '%') return { ...bare, after: ' %' };
  const below = denominator(whole);
  const above = below === null ? whole : whole.slice(0, whole.indexOf('/')).trim();
  const tail = below === null ? '' : perWords(below);
  if (below !== null && ONES.has(above)) {
    return magnitude <= 1 ? shareStyle(` %${tail}`) : { ...bare, after: tail };
  }
  if (SHARES.has(above.toLowerCase()) && magnitude < 1e6) return shareStyle(` %${tail}`);
  const sign = CURRENCY_SIGNS.get(above);
  if (sign !== undefined) return { ...bare, before: sign, after: tail, money: true };
  if (CURRENCY_CODES.has(above)) return { ...bare, after: ` ${above}${tail}`, money: true };
  return { ...bare, after: ` ${plain(above, 24)}${tail}` };
}
