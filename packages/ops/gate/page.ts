import type { Evidence } from './evidence.ts';

const MARKS = { pass: 'PASS', fail: '**FAIL**', skip: '**SKIPPED**' } as const;

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** The decision as a page that people sign. */
export function decisionPage(evidence: Evidence, reasons: readonly string[]): string {
  const { version, commit, modified, takenAt, machine, packSha256, metrics, gates } = evidence;
  const rows = gates.map(
    ({ title, verdict, evidence: seen, durationMs }) =>
      `| ${title} | ${MARKS[verdict]} | ${cell(seen)} | ${(durationMs / 1_000).toFixed(1)} s |`,
  );
  const figures = Object.entries(metrics).map(([name, value]) => `| ${name} | ${value} |`);
  return `# Go/No-Go: Scenario Sandbox v${version}-pilot

**Decision: ${evidence.decision}**

| | |
| --- | --- |
| Commit | ${commit}${modified ? ' with uncommitted changes' : ''} |
| Engine | ${evidence.engineVersion} |
| Taken | ${takenAt} |
| Machine | ${cell(machine)} |
| Deploy pack, SHA-256 | ${packSha256 ?? 'none'} |

${reasons.length === 0 ? 'Every gate ran and passed.' : `Why not:\n\n${reasons.map((reason) => `- ${reason}`).join('\n')}`}

## Gates

| Gate | Result | Evidence | Took |
| --- | --- | --- | --- |
${rows.join('\n')}

## Figures

| Figure | Value |
| --- | --- |
${figures.join('\n')}

## Deploy

\`\`\`bash
unzip artifacts/pilot-deploy-pack.zip && cd pilot-deploy
cp .env.poc.example .env.poc
./scripts/pilot-up.sh && ./scripts/pilot-smoke.sh
\`\`\`

To go back: [rollback.md](rollback.md).

## Signatures

Operations: ______________________  Product: ______________________  Security: ______________________
`;
}
