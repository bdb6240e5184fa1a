import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { problemCodes } from './codes.ts';
import { lintText } from './lint.ts';

const docs = new URL('../../../docs/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, docs), 'utf8');

/** Parts of scenarios on the page are filled up with what they leave out. */
function completed(part: string): string {
  const lead: [key: string, line: string][] = [
    ['schema:', 'schema: scenario.v1'],
    ['id:', 'id: example'],
    ['title:', 'title: Example'],
    ['options:', 'options: [{ id: a }]'],
  ];
  const missing = lead.filter(([key]) => !part.split('\n').some((line) => line.startsWith(key)));
  return [...missing.map(([, line]) => line), part].join('\n');
}

const examples = [...read('scenario.md').matchAll(/```yaml\n(.*?)```/gs)].map(
  ([, part = '']) => part,
);

test.each(examples)('example %# of docs/scenario.md can be run', (part) => {
  const { problems } = lintText(completed(part));
  expect(problems.filter((problem) => problem.severity === 'error')).toEqual([]);
});

test('there are examples', () => {
  expect(examples.length).toBeGreaterThan(3);
});

test('docs/problems.md lists every code; UPDATE_GOLDEN=1 writes it anew', () => {
  const rows = Object.entries(problemCodes).map(
    ([code, meaning]) => `| \`${code}\` | ${meaning} |`,
  );
  const page = [
    '# Problems of a scenario',
    '',
    'What `sandbox lint` and `POST /lint/scenario` report. An error keeps a scenario from being run; a',
    'warning does not. Each comes with its path, its line where the scenario was read from text, and a',
    'sentence that names the way out.',
    '',
    '| code | meaning |',
    '| --- | --- |',
    ...rows,
    '',
  ].join('\n');
  if (process.env.UPDATE_GOLDEN) writeFileSync(new URL('problems.md', docs), page);
  expect(read('problems.md')).toBe(page);
});
