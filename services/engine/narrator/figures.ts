/** Parts of a figure as people write one; a space between them may be a narrow or an unbreakable one. */
const SPACE = '[ \\u00a0\\u202f]';
const CURRENCY = '(?:\\p{Sc}|[A-Z]{3})';
/** Grouped, with a fraction or an exponent, in digits of any script. */
const NUMBER = "\\p{Nd}+(?:[.,'\\u202f]\\p{Nd}+)*(?:[eE][+\\-−]?\\p{Nd}+)?";
const BEFORE = `(?<before>[+\\-−]?(?:${CURRENCY}${SPACE}?)?[+\\-−]?)`;
const POWER = `(?:${SPACE}?×${SPACE}?10\\^(?<power>[\\-−]?\\p{Nd}+))?`;
const SCALE = `(?:${SPACE}?(?<scale>[kKmMbB]|bn|tn|thousand|million|billion|trillion)(?![\\p{L}\\p{Nd}]))?`;
const UNIT = `(?:${SPACE}?(?<unit>%|per${SPACE}?cent|${CURRENCY})(?!\\p{L}))?`;
/** A digit within a word (p90, CO2) is of a name. A dash after a digit is no sign: 63-70. */
const FIGURE = `(?<![\\p{L}\\p{Nd}])${BEFORE}(?<number>${NUMBER})${POWER}${SCALE}${UNIT}`;
const EVERY_FIGURE = new RegExp(FIGURE, 'gu');
/** The end of a text to which the next word may belong: `12 `, `12 per `, `3.1 × `, `EUR `. */
const UNFINISHED = new RegExp(
  `(?:^|(?<=\\s))\\S*(?:${FIGURE}${SPACE}*(?:×|per)?|[A-Z]{3})${SPACE}*$`,
  'u',
);
/** The number of an item of a Markdown list says nothing about the decision. */
const LIST_MARK = /^\p{Nd}{1,2}[.)]\s*$/u;

/** Characters; no figure is longer. */
const MOST_HELD = 200;

const FACTORS: Readonly<Record<string, number>> = {
  ...{ k: 1e3, m: 1e6, b: 1e9, bn: 1e9, tn: 1e12 },
  ...{ thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 },
};
const SIGNS: Readonly<Record<string, string>> = {
  ...{ '€': 'EUR', $: 'USD', '£': 'GBP', '¥': 'JPY', '₹': 'INR' },
};
const CODES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

type Parts = Readonly<Record<'before' | 'number' | 'power' | 'scale' | 'unit', string | undefined>>;

/**
 * One spelling of a figure: its class (per cent, a currency, or neither), sign and magnitude. `−€1.2 k` and
 * `-1,200 EUR` are the same; 12 and −12, 3.1 k and 3.1 m, 5 % and 0.05 are not.
 */
function spell({ before = '', number = '', power, scale, unit }: Parts): string {
  const value = plainNumber(number) * 10 ** plainNumber(power ?? '0');
  const scaled = value * (FACTORS[scale?.toLowerCase() ?? ''] ?? 1);
  const sign = /[-−]/.test(before) && scaled !== 0 ? '-' : '';
  // Digits of other scripts are no numbers here, and known as they stand.
  const magnitude = Number.isFinite(scaled) ? Number(scaled.toPrecision(12)) : number;
  return `${classOf(before, unit)} ${sign}${magnitude}`;
}

const plainNumber = (text: string) => Number(text.replace(/[,'\u202f]/g, '').replace('−', '-'));

function classOf(before: string, unit: string | undefined): string {
  if (unit === '%' || unit?.startsWith('per')) return '%';
  for (const mark of [before.replace(/[^\p{Sc}A-Z]/gu, ''), unit ?? '']) {
    const code = SIGNS[mark] ?? mark;
    if (CODES.has(code) || /\p{Sc}/u.test(code)) return code;
  }
  return '';
}

/** The figures of what a model is told, in one spelling each: those of its texts, and its numbers. */
export function figuresOf(told: unknown): ReadonlySet<string> {
  if (typeof told === 'number') return figuresOf(String(told));
  if (typeof told === 'string') {
    return new Set([...told.matchAll(EVERY_FIGURE)].map(({ groups }) => spell(groups as Parts)));
  }
  const parts = told !== null && typeof told === 'object' ? Object.values(told) : [];
  return new Set(parts.flatMap((part) => [...figuresOf(part)]));
}

/**
 * The words of a text, with the figures struck out (`~~…~~`) that are not among those known: each that differs
 * from all of them in sign, magnitude or class. A word that the next may belong to (`12`, then `%`) is held back
 * until that one is there. onStruck: called with how many were.
 */
export async function* strikeUnknown(
  words: AsyncIterable<string>,
  known: ReadonlySet<string>,
  onStruck: (figures: number) => void,
): AsyncGenerator<string> {
  let held = '';
  let lineStart = true;
  for await (const word of words) {
    if (held === '' && lineStart && LIST_MARK.test(word)) {
      yield word;
    } else {
      held += word;
      const whole = wholeWords(held);
      yield* strike(held.slice(0, whole), known, onStruck);
      held = held.slice(whole);
    }
    lineStart = word.includes('\n');
  }
  yield* strike(held, known, onStruck);
}

/** How much of a text the next word cannot belong to. */
function wholeWords(text: string): number {
  const unfinished = text.length > MOST_HELD ? null : UNFINISHED.exec(text);
  return unfinished?.index ?? text.length;
}

function strike(
  text: string,
  known: ReadonlySet<string>,
  onStruck: (figures: number) => void,
): readonly string[] {
  let struck = 0;
  const checked = text.replace(EVERY_FIGURE, (figure, ...rest) => {
    if (known.has(spell(rest.at(-1) as Parts))) return figure;
    struck += 1;
    return `~~${figure}~~`;
  });
  if (struck > 0) onStruck(struck);
  return checked.match(/\S+\s*|\s+/g) ?? [];
}
