import type { CriterionSpec, OptionSpec } from '@scenario-sandbox/contract';
import { numberOf } from './numbers.ts';
import { type CellProblem, nothing, type Part, type Reading, type Use } from './reading.ts';
import {
  columnOf,
  idOf,
  isEmpty,
  type Placed,
  type Table,
  textOf,
  transposed,
  unused,
} from './table.ts';

const weights = /^(weights?|weighting|importance)\b/i;
const directions = /^(directions?|better|goal|aim)$/i;
const sums = /^(totals?|sum|scores?|weighted (score|sum|total)|rank|ranking|result)$/i;
const lower =
  /\s*[([]?\b(lower|less|smaller) is better\b[)\]]?|\s*[([](min|minimi[sz]e|lower)[)\]]|\s*↓/i;
const least = /^(low|lower|min|minimi[sz]e|less|smaller|least|cost|↓)/i;

/** A date or a number: an observation's, no option's name. */
const dated = /^\d+([-./]\d+)*$|^$/;

interface Oriented {
  /** Rows are options, columns are criteria. */
  readonly table: Table;
  /** The file has criteria in rows. */
  readonly turned: boolean;
}

function oriented(table: Table): Oriented {
  const [corner] = table.headers;
  const criteriaInRows =
    table.headers.some((header) => weights.test(textOf(header))) ||
    /criteri/i.test(corner ? textOf(corner) : '');
  return criteriaInRows ? { table: transposed(table), turned: true } : { table, turned: false };
}

function numericShare({ body }: Table): number {
  const cells = body.flatMap((row) => row.slice(1)).filter((placed) => !isEmpty(placed));
  return cells.filter(({ cell }) => numberOf(cell) !== null).length / Math.max(1, cells.length);
}

/** Options by criteria: a first column of words, then figures. */
export function looksLikeScorecard(table: Table): number {
  const { body, headers } = table;
  const words = body.every(([first]) => first && !dated.test(textOf(first)));
  const small =
    body.length >= 2 && body.length <= 100 && headers.length >= 3 && headers.length <= 52;
  return words && small && numericShare(table) > 0.5 ? 2 : 0;
}

export const scorecard: Reading['read'] = (file): Part => {
  const { table, turned } = oriented(file);
  const problems: CellProblem[] = [];
  const report = (at: string, message: string) =>
    problems.push({ sheet: table.sheet, at, message });
  const named = (pattern: RegExp) =>
    table.body.find(([first]) => first && pattern.test(textOf(first)));
  const [weightRow, directionRow] = [named(weights), named(directions)];
  const rows = table.body.filter(
    (row) =>
      row !== weightRow &&
      row !== directionRow &&
      row[0] &&
      !isEmpty(row[0]) &&
      !sums.test(textOf(row[0])),
  );
  const options = optionsOf(rows);
  const criteria: CriterionSpec[] = [];
  const uses: Use[] = [
    {
      place: placeOf(table.headers[0], turned),
      header: textOf(table.headers[0] as Placed),
      becomes: 'the options’ names',
    },
  ];
  for (const [column, header] of table.headers.entries()) {
    if (column === 0) continue;
    const skipped = isEmpty(header) || sums.test(textOf(header));
    const weight = skipped ? null : weightOf(weightRow?.[column], report);
    const down = lower.test(textOf(header)) || least.test(textOf(directionRow?.[column] ?? empty));
    if (!skipped) {
      const taken = new Set(criteria.map(({ id }) => id));
      const label = textOf(header).replace(lower, '').trim();
      criteria.push({
        id: unused(idOf(label), taken, '-'),
        label: label.slice(0, 200),
        direction: down ? 'minimise' : 'maximise',
        ...(weight !== null && { weight }),
        scores: scoresOf(rows, options, column, report),
      });
    }
    uses.push({
      place: placeOf(header, turned),
      header: textOf(header),
      becomes: skipped ? 'left out: totals are worked out anew' : wordsOf(down, weight),
    });
  }
  return { ...nothing, options, criteria, uses, problems };
};

const empty: Placed = { cell: null, at: '' };

const placeOf = (header: Placed | undefined, turned: boolean): string =>
  turned ? `row ${header?.at.replace(/^\D+/, '')}` : columnOf(header?.at ?? '');

function optionsOf(rows: Table['body']): OptionSpec[] {
  const options: OptionSpec[] = [];
  for (const [first] of rows) {
    if (!first) continue;
    const taken = new Set(options.map(({ id }) => id));
    options.push({ id: unused(idOf(textOf(first)), taken, '-'), name: textOf(first) });
  }
  return options;
}

type Report = (at: string, message: string) => void;

function weightOf(placed: Placed | undefined, report: Report): number | null {
  if (!placed || isEmpty(placed)) return null;
  const weight = numberOf(placed.cell);
  if (weight !== null && weight >= 0) return weight;
  report(placed.at, 'is no weight. Write a number that is not negative.');
  return null;
}

function scoresOf(
  rows: Table['body'],
  options: readonly OptionSpec[],
  column: number,
  report: Report,
) {
  const scores = rows.flatMap((row, i) => {
    const placed = row[column] ?? empty;
    const value = numberOf(placed.cell);
    if (value === null)
      report(
        placed.at,
        isEmpty(placed)
          ? 'is empty. Each option needs its score.'
          : 'is no number. Write the score as one.',
      );
    return value === null ? [] : [[options[i]?.id ?? '', value]];
  });
  return Object.fromEntries(scores);
}

const wordsOf = (down: boolean, weight: number | null): string =>
  `a criterion, ${down ? 'lower' : 'higher'} is better${weight === null ? ', no weight yet' : `, weight ${weight}`}`;
