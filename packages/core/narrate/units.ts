import { plain } from './labels.ts';

/** How a unit is written around a figure. */
export interface UnitStyle {
  readonly before: string;
  readonly after: string;
  /** Shortened from 10,000 up, with k, m and bn. */
  readonly money: boolean;
  /** Written as a percentage. */
  readonly share: boolean;
  /** What the figure is multiplied by: 100 for a share, 1,000 for `kEUR`, else 1. */
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
  return readMoney((unit ?? '').trim()) !== null;
}

/** Whether figures of the unit are numbers without a dimension, or shares. */
export function isPlainNumber(unit: string | null): boolean {
  const whole = (unit ?? '').trim();
  return ONES.has(whole) || SHARES.has(whole.toLowerCase());
}

/** What stands below the strokes of a unit such as `EUR/account/month`; empty without one. */
export function denominators(unit: string | null): string[] {
  return (unit ?? '')
    .split('/')
    .slice(1)
    .map((part) => part.trim());
}

function perWords(below: string): string {
  const time = timeWord(below);
  if (time !== null) return ` ${time === 'hour' ? 'an' : 'a'} ${time}`;
  return ` per ${plain(below, 24)}`;
}

const bare: UnitStyle = { before: '', after: '', money: false, share: false, factor: 1 };
const shareStyle = (after: string): UnitStyle => ({ ...bare, after, share: true, factor: 100 });

/** Nouns that take an s, so that `2,800 account` reads as people would say it. */
const NOUNS: ReadonlySet<string> = new Set(
  `account bottle call case customer day employee firm home hour house item kilometre line mark
  megawatt minute month order patient period piece point quarter request seat second server session
  site student ticket ton tonne unit user vehicle visit week year`.split(/\s+/),
);

/** `million bottles` of `Mbottle`, `thousand tonnes` of `ktonne`; null for any other unit. */
function countedIn(unit: string): string | null {
  const noun = unit.slice(1);
  const word = { M: 'million', k: 'thousand' }[unit[0] ?? ''];
  return word !== undefined && NOUNS.has(noun) ? `${word} ${noun}s` : null;
}

const plural = (noun: string, magnitude: number): string =>
  NOUNS.has(noun) && !(magnitude > 0.995 && magnitude < 1.005) ? `${noun}s` : plain(noun, 24);

/** A currency, alone or in thousands or millions (`kUSD`, `M€`); null for any other unit. */
function readMoney(unit: string): { before: string; after: string; factor: number } | null {
  const sign = CURRENCY_SIGNS.get(unit);
  if (sign !== undefined) return { before: sign, after: '', factor: 1 };
  if (CURRENCY_CODES.has(unit)) return { before: '', after: ` ${unit}`, factor: 1 };
  const thousands = /^[kKM](?=.)/.exec(unit)?.[0];
  const whole = thousands === undefined ? null : readMoney(unit.slice(1));
  return whole === null ? null : { ...whole, factor: thousands === 'M' ? 1e6 : 1e3 };
}

/**
 * The style of a unit. `1/month` is a share a month where the figure is at most 1; `EUR`, `kUSD/seat`
 * and other currencies are money, `Mbottle` is millions of bottles; any other unit is written after the figure as it stands.
 */
export function readUnit(unit: string | null, magnitude: number): UnitStyle {
  const whole = (unit ?? '').trim();
  if (ONES.has(whole)) return bare;
  if (whole === '%') return { ...bare, after: ' %' };
  const below = denominators(whole);
  const above = whole.split('/')[0]?.trim() ?? '';
  const tail = below.map(perWords).join('');
  if (below.length > 0 && ONES.has(above)) {
    return magnitude <= 1 ? shareStyle(` %${tail}`) : { ...bare, after: tail };
  }
  if (SHARES.has(above.toLowerCase()) && magnitude < 1e6) return shareStyle(` %${tail}`);
  const money = readMoney(above);
  if (money !== null) {
    return { ...bare, ...money, after: `${money.after}${tail}`, money: true };
  }
  return { ...bare, after: ` ${countedIn(above) ?? plural(above, magnitude)}${tail}` };
}
