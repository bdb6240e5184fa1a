import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { licenceViolations } from '../pack/licences.ts';
import { readLock } from '../pack/lock.ts';
import { root } from '../places.ts';
import { readSettings, switchesOn } from '../preflight/settings.ts';
import { run } from '../run.ts';
import { type Finding, noneOf } from '../step.ts';

/** What keys and tokens look like. */
const SECRETS: readonly (readonly [string, RegExp])[] = [
  ['a private key', /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s+[A-Za-z0-9+/=]{20}/],
  ['a GitHub token', /\bgh[pousr]_[A-Za-z0-9]{36}\b/],
  ['an AWS key', /\bAKIA[0-9A-Z]{16}\b/],
  ['a Slack token', /\bxox[abprs]-[A-Za-z0-9-]{20,}/],
  ['a Google key', /\bAIza[A-Za-z0-9_-]{35}\b/],
  ['an API key', /\bsk-[A-Za-z0-9_-]{32,}\b/],
  [
    'a password in a URL',
    /:\/\/[^\s/:@$'"`{]+:(?!sandbox@|password@)[^\s/:@$'"`{]{6,}@(?!localhost|127\.)/,
  ],
];

/** Kinds of secrets that a text holds. */
export function secretsIn(text: string): string[] {
  return SECRETS.filter(([, pattern]) => pattern.test(text)).map(([name]) => name);
}

async function secretsInTree(): Promise<string[]> {
  const { code, stdout } = await run('git', ['ls-files', '-z']);
  if (code !== 0) throw new Error('secrets are looked for in a Git checkout; here is none');
  const found: string[] = [];
  for (const path of stdout
    .split('\0')
    .filter((name) => name && !/\.(png|woff2?|wasm)$/.test(name))) {
    const text = await readFile(join(root, path), 'utf8').catch(() => '');
    for (const kind of secretsIn(text)) found.push(`${path} holds ${kind}`);
  }
  return found;
}

interface Audit {
  readonly wrong: readonly string[];
  readonly evidence: string;
  /** Why it was not done; null where it was. */
  readonly notDone: string | null;
}

/** What `npm audit --json` prints. */
interface AuditReport {
  readonly metadata?: { readonly vulnerabilities?: Readonly<Record<string, number>> };
  /** Of an error: the status that the registry answered, and to which request. */
  readonly message?: string;
}

/** High and critical vulnerabilities that npm audit knows of; where no registry answers it, that is said. */
export function readAudit(stdout: string): Audit {
  const report = parsed(stdout);
  const counts = report?.metadata?.vulnerabilities;
  if (!counts) {
    const answer = report?.message?.split(' - ')[0];
    const why = answer ? `the registry answered ${answer}` : 'no registry answered';
    return { wrong: [], evidence: 'npm audit was NOT DONE', notDone: `npm audit: ${why}` };
  }
  const { high = 0, critical = 0 } = counts;
  const evidence = `npm audit: ${critical} critical, ${high} high`;
  return { wrong: high + critical > 0 ? [evidence] : [], evidence, notDone: null };
}

function parsed(text: string): AuditReport | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Vulnerabilities of what is delivered, secrets in the tree, licences, switches. */
export async function securityScan(env: NodeJS.ProcessEnv): Promise<Finding> {
  const locked = await readLock();
  const asked = await run('npm', ['audit', '--omit=dev', '--json'], { timeoutMs: 60_000 });
  const { wrong, evidence, notDone } = readAudit(asked.stdout);
  const switched = switchesOn(await readSettings(env)).map((name) => `${name} is on`);
  const finding = noneOf(
    [...wrong, ...(await secretsInTree()), ...licenceViolations(locked), ...switched],
    `${evidence}; no secrets in the tree; ${locked.length} packages with allowed licences; switches off`,
  );
  return { ...finding, ...(notDone && { notDone }) };
}
