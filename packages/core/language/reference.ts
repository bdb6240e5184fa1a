import { functions, type LanguageFunction } from './functions.ts';
import { MAX_DEPTH } from './parse.ts';
import { MAX_LENGTH } from './tokens.ts';

/** The page on expressions, `docs/language.md`: everything it says of functions comes from their list. */
export function languageReference(): string {
  const all: [string, LanguageFunction][] = Object.entries(functions);
  const plain = all.filter(([, entry]) => !entry.overPeriods);
  const overPeriods = all.filter(([, entry]) => entry.overPeriods);
  return [
    '# Expressions',
    'A value in a scenario is a number or an expression over variables and model lines. An expression',
    'holds numbers, names, operators and the functions below; it can reach nothing else.',
    '',
    '- Numbers: `3`, `0.5`, `80e3`, `1_000`. There are no percent signs: 5 % is `0.05`.',
    '- Names: letters, digits and `_`, a letter or `_` first. `t` is the number of the period, from 0.',
    `- An expression has at most ${MAX_LENGTH} characters and is nested at most ${MAX_DEPTH} deep.`,
    '',
    '## Operators',
    'From the loosest to the tightest; operators in one row are worked out from left to right.',
    '',
    '| operators | meaning |',
    '| --- | --- |',
    '| `or` | 1 where either side is not 0 |',
    '| `and` | 1 where both sides are not 0 |',
    '| `not` | 1 where what follows is 0 |',
    '| `<` `<=` `>` `>=` `==` `!=` | 1 or 0; they do not chain: write `a < b and b < c` |',
    '| `+` `-` | sum and difference |',
    '| `*` `/` `%` | product, quotient, remainder (with the sign of the left side) |',
    '| `-` before a value | the opposite: `-2 ^ 2` is −4 |',
    '| `^` | power, from right to left: `2 ^ 3 ^ 2` is 512 |',
    '',
    'A comparison with a value that is not a number (such as 0 / 0) is 0, `!=` is 1.',
    '',
    '## Functions',
    ...table(plain),
    '',
    '## Functions over periods',
    'They need `periods` in the scenario. A value that hangs on `t`, on a stock or on a variable drawn',
    '`per: period` is a series; these functions, but for `cumulative`, make one value of it. Outcomes,',
    'scores and discount rates are single values.',
    '',
    ...table(overPeriods),
    '',
    'The examples have three periods: t = 0, 1, 2.',
    '',
    '## Stocks',
    'A model line `{ start: …, next: … }` is `start` in the first period; in every later one it is what',
    '`next` was in the period before. Stocks step together, so the order of lines makes no difference.',
    '',
    '## Units',
    'A `unit` is a product of symbols: `EUR`, `1/month`, `EUR/user/month`, `users`; `%` and `1` are plain',
    'numbers. Sums, comparisons and declared lines whose units are known and differ are errors. Units',
    'that differ by the unit of the periods alone agree, as flows and rates often leave it out. `sum`,',
    '`npv` and `cumulative` make an amount of a flow: EUR/month becomes EUR. What has no unit is never',
    'complained of, nor what a written number may have converted (`minutes / 60`).',
    '',
  ].join('\n');
}

function table(entries: readonly [string, LanguageFunction][]): string[] {
  return [
    '| function | gives | example |',
    '| --- | --- | --- |',
    ...entries.map(([, { usage, summary, example }]) => {
      const [expression, value] = example;
      return `| \`${usage}\` | ${summary} | \`${expression}\` = ${value} |`;
    }),
  ];
}
