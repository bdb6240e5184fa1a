import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The commands that the documents tell people to type. */

const root = join(import.meta.dirname, '../..');

/** Commands that are not typed into a pilot that runs, each with where it is run instead, or why it cannot be. */
export const ELSEWHERE: Readonly<Record<string, string>> = {
  'unzip pilot-deploy-pack.zip && cd pilot-deploy': 'unpacked.ts does it',
  'npm ci': '.ci/run',
  'npm test': '.ci/run',
  'npm ci && npm test': '.ci/run',
  'npm run doctor': '.ci/run',
  'npm run check': '.ci/run',
  'npm ci && npm start': 'first-minute.test.ts, which starts what npm start does',
  'npx sandbox run scenarios/saas-pricing.yaml': 'first-minute.test.ts',
  'npm run pack': 'pack.test.ts, which makes the pack by `sandbox pack`',
  'npm run gate': 'takes minutes; gate.test.ts takes each gate',
  './scripts/sandbox.sh stream demo --raw > simulation.sse': 'live-swap.test.ts',
  'node simulation.mjs': 'live-swap.test.ts',
  'pg_dump --format=custom --file=backup.dump "$DATABASE_URL"': 'backup.test.ts',
  'pg_restore --clean --if-exists --no-owner --dbname="$DATABASE_URL" backup.dump':
    'backup.test.ts',
  './scripts/sandbox.sh drill rollback': 'drill.test.ts',
  './scripts/sandbox.sh preflight': 'takes a minute and judges speed; npm run gate',
  'docker-compose -f docker-compose.poc.yml pull': 'needs Docker',
  'docker-compose -f docker-compose.poc.yml up -d': 'needs Docker',
  'docker compose -f docker-compose.poc.yml exec -T postgres pg_dump -U sandbox --format=custom sandbox > backup.dump':
    'needs Docker',
  './scripts/pilot-reset.sh --docker --yes': 'needs Docker',
  'docker compose -f docker-compose.poc.yml up -d --wait postgres': 'needs Docker',
  'docker compose -f docker-compose.poc.yml exec -T postgres pg_restore -U sandbox --no-owner --dbname=sandbox < backup.dump':
    'needs Docker',
  './scripts/pilot-up.sh --docker && ./scripts/pilot-smoke.sh': 'needs Docker',
};

/** Commands of a page, or of one section of it, in order, without comments: the lines of its blocks of shell. */
export async function commandsOf(page: string, section?: string): Promise<string[]> {
  const whole = await readFile(join(root, page), 'utf8');
  const text = section ? (whole.split(`\n## ${section}\n`)[1]?.split('\n## ')[0] ?? '') : whole;
  return [...text.matchAll(/^```(bash)?\n(.*?)^```/gms)]
    .filter(([, shell, block = '']) => shell !== undefined || /^(npm|npx|curl) /.test(block))
    .flatMap(([, , block = '']) => block.split('\n'))
    .map((line) => line.replace(/(^|\s{2,})#.*$/, '').trim())
    .filter((line) => line !== '');
}

/** Whole commands that stand within the sentences of a page. */
export async function spokenIn(page: string): Promise<string[]> {
  const text = (await readFile(join(root, page), 'utf8')).replace(/^```.*?^```/gms, '');
  return [...text.replaceAll('\n', ' ').matchAll(/`([^`]+)`/g)]
    .map(([, command = '']) => command)
    .filter((command) => /^(\.\/scripts\/\S+ |curl .*localhost)/.test(command))
    .filter((command) => !/\w\|\w/.test(command));
}

/** Pages that people follow. */
export async function pagesToFollow(): Promise<string[]> {
  const pages = ['README.md', 'CONTRIBUTING.md', 'deploy/RUNBOOK.md'];
  for (const folder of ['docs/operations', 'artifacts', 'artifacts/checklists']) {
    const names = await readdir(join(root, folder));
    pages.push(...names.filter((name) => name.endsWith('.md')).map((name) => `${folder}/${name}`));
  }
  return pages.filter((page) => page !== 'artifacts/GO-NO-GO.md');
}

/** Scripts and commands of the command line that a page names, also within its sentences. */
export async function namedIn(page: string): Promise<{ scripts: string[]; commands: string[] }> {
  const text = await readFile(join(root, page), 'utf8');
  const all = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = '']) => name);
  return {
    scripts: all(/\b((?:pilot-[a-z]+|sandbox)\.sh)\b/g),
    commands: all(/(?:npx sandbox|sandbox\.sh) ([a-z][a-z-]+)/g),
  };
}
