import { thresholds } from '@scenario-sandbox/contract';
import type { Evidence } from './evidence.ts';

const MARKS = { pass: 'PASS', fail: '**FAIL**', skip: '**SKIPPED**' } as const;

/** What each figure is and how it comes about: by preflight's step "Performance", on a pilot of its own. */
const FIGURES = {
  ttffMs: [
    'Time to first token',
    '95th percentile of ten streams with new seeds, from the request to the first token',
  ],
  cancelMs: [
    'Cancel latency',
    '95th percentile of the same ten, from the cancel to the end of the stream',
  ],
  comparisonMs: ['Time to comparison', 'two new runs, from the question to both reports'],
} as const;

function figureRows(metrics: Evidence['metrics']): string[] {
  return (['ttffMs', 'cancelMs', 'comparisonMs'] as const)
    .filter((name) => name in metrics)
    .map((name) => {
      const [title, how] = FIGURES[name];
      return `| ${title} | ${metrics[name]} ms | ${thresholds[name]} ms | ${how} |`;
    });
}

function imageLines(images: Evidence['images']): string {
  if (images.length === 0) return 'Not built here; no digest is claimed.';
  return images.map(({ name, id, digest }) => `- \`${name}\`: ${digest ?? `id ${id}`}`).join('\n');
}

/** What a reader might take for done. */
function notDone({ gates }: Evidence): string[] {
  return gates.flatMap((gate) => (gate.notDone ? [`${gate.title}: ${gate.notDone}`] : []));
}

const list = (lines: readonly string[]) => lines.map((line) => `- ${line}`).join('\n');
const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** The decision as a page that people sign. */
export function decisionPage(evidence: Evidence, reasons: readonly string[]): string {
  const { version, commit, modified, takenAt, machine, packSha256, images, metrics, gates } =
    evidence;
  const rows = gates.map(
    ({ title, verdict, evidence: seen, durationMs }) =>
      `| ${title} | ${MARKS[verdict]} | ${cell(seen)} | ${(durationMs / 1_000).toFixed(1)} s |`,
  );
  const figures = figureRows(metrics);
  const left = notDone(evidence);
  return `# Go/No-Go: Scenario Sandbox v${version}-pilot

**Decision: ${evidence.decision}**

| | |
| --- | --- |
| Commit | ${commit}${modified ? ' with uncommitted changes' : ''} |
| Engine | ${evidence.engineVersion} |
| Taken | ${takenAt} |
| Machine | ${cell(machine)} |
| Deploy pack, SHA-256 | ${packSha256 ?? 'none'} |

${reasons.length === 0 ? 'Every gate ran and passed.' : `Why not:\n\n${list(reasons)}`}
${left.length === 0 ? '' : `\nNot done, and not claimed:\n\n${list(left)}\n`}
## Gates

| Gate | Result | Evidence | Took |
| --- | --- | --- | --- |
${rows.join('\n')}

## Figures

| Figure | Measured | At most | How |
| --- | --- | --- | --- |
${figures.join('\n')}

## Images

${imageLines(images)}

## Deploy

\`\`\`bash
sha256sum artifacts/pilot-deploy-pack.zip   # ${packSha256 ?? 'make it first: npm run pack'}
unzip artifacts/pilot-deploy-pack.zip && cd pilot-deploy
cp .env.poc.example .env.poc
./scripts/pilot-up.sh && ./scripts/pilot-smoke.sh
\`\`\`

To go back: [rollback.md](rollback.md).

## Signatures

| | Name | Date |
| --- | --- | --- |
| Operations | | |
| Product | | |
| Security | | |
`;
}
