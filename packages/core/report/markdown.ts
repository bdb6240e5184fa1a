import type { Report } from '@scenario-sandbox/contract';
import { count } from '../narrate/figures.ts';
import { escapeMarkdown, plain, proseMarkdown } from '../narrate/labels.ts';
import { reportTables, type Table } from './tables.ts';

const cell = (text: string) => escapeMarkdown(text);

function tableText({ title, columns, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    `## ${cell(title)}`,
    '',
    line(columns.map(({ name }) => cell(name))),
    line(columns.map(({ number }) => (number ? '---:' : '---'))),
    ...rows.map((row) => line(row.map(cell))),
  ].join('\n');
}

function listText(title: string, items: readonly string[]): string[] {
  return items.length === 0
    ? []
    : [`## ${title}\n\n${items.map((item) => `- ${item}`).join('\n')}`];
}

function metaText({ meta }: Report): string {
  return `Scenario ${cell(plain(meta.scenarioId))}, seed ${meta.seed}, ${count(meta.samples)} samples, engine ${cell(plain(meta.engineVersion, 40))}. Result \`${meta.resultHash}\`.`;
}

/** The report as Markdown: recommendation, tables, critique. Ends with a line feed. */
export function toMarkdown(report: Report): string {
  const { decision, recommendation, analysis } = report;
  const question = plain(decision.question ?? '', 400);
  return `${[
    `# ${cell(plain(decision.title, 120))}`,
    ...(question === '' ? [] : [cell(question)]),
    `**${cell(recommendation.summary)}**`,
    ...listText('Why', recommendation.reasons.map(cell)),
    ...listText('What would change it', recommendation.conditions.map(cell)),
    ...reportTables(report).map(tableText),
    ...listText(
      'Critique',
      analysis.critique.map(
        ({ severity, message, suggestion }) =>
          `**${severity}** ${proseMarkdown(message)}${suggestion === undefined ? '' : ` ${proseMarkdown(suggestion.text)}`}`,
      ),
    ),
    '---',
    metaText(report),
  ].join('\n\n')}\n`;
}
