import { checks } from './registry.ts';

const STAGES = {
  frame: 'the scenario as written',
  findings: 'what the run found',
} as const;

/** The page that lists every check: `docs/critique.md`. */
export function catalogue(): string {
  const rows = checks.map(
    ({ code, title, stage, ground }) => `| \`${code}\` | ${title} | ${STAGES[stage]} | ${ground} |`,
  );
  return `# What the critique looks for

Each check reads the scenario or the findings of a run and makes a remark only where it has a figure to
show. Remarks are ordered by how much they matter to the decision at hand: serious ones first, then by
the share of the answer that hangs on them. Those that need no samples are said before the run ends.

| code | looks for | reads | rests on |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}
