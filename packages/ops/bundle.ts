import { analyse } from '@scenario-sandbox/core/analyse.ts';
import { critiqueOf } from '@scenario-sandbox/core/narrate/index.ts';
import { identityOf, type Question } from '@scenario-sandbox/core/question.ts';
import { toMarkdown, toReport } from '@scenario-sandbox/core/report/index.ts';
import { checkScenario } from '@scenario-sandbox/core/scenario/index.ts';
import { ENGINE_VERSION } from '@scenario-sandbox/core/version.ts';
import { sha256 } from './digest.ts';
import { unzip, zip } from './zip.ts';

/** What a bundle says of itself, in bundle.json. */
interface BundleHeader {
  readonly schema: 'bundle.v1';
  readonly engineVersion: string;
  readonly seed: number;
  readonly samples: number;
  readonly scenarioHash: string;
  readonly runId: string;
  readonly resultHash: string;
  /** SHA-256 of each other file. */
  readonly files: Readonly<Record<string, string>>;
}

export interface Comparison {
  readonly name:
    | 'scenario.json'
    | 'report.json'
    | 'report.md'
    | 'scenarioHash'
    | 'runId'
    | 'resultHash';
  readonly kept: string;
  readonly found: string;
  readonly same: boolean;
}

export interface Verification {
  readonly verified: boolean;
  readonly bundledBy: string;
  readonly verifiedBy: string;
  readonly comparisons: readonly Comparison[];
}

/** A file that is no bundle. */
export class NoBundle extends Error {}

const text = (value: unknown) => new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);

/** Runs a question and packs it with its answer: bundle.json, scenario.json, report.json, report.md. */
export function makeBundle(question: Question, timestamp: string): Uint8Array {
  const startedMs = performance.now();
  const findings = analyse(question);
  const meta = { timestamp, durationMs: performance.now() - startedMs };
  const report = toReport(findings, critiqueOf(findings), meta);
  const files = new Map([
    ['report.json', text(report)],
    ['report.md', new TextEncoder().encode(toMarkdown(report))],
    ['scenario.json', text(question.scenario)],
  ]);
  const header: BundleHeader = {
    schema: 'bundle.v1',
    engineVersion: ENGINE_VERSION,
    seed: report.meta.seed,
    samples: report.meta.samples,
    scenarioHash: report.meta.scenarioHash,
    runId: report.meta.runId,
    resultHash: report.meta.resultHash,
    files: Object.fromEntries([...files].map(([name, bytes]) => [name, sha256(bytes)])),
  };
  return zip(
    [...files, ['bundle.json', text(header)] as const].map(([path, bytes]) => ({ path, bytes })),
  );
}

/** Runs a bundled question again and compares every hash. Errors: NoBundle. */
export function verifyBundle(archive: Uint8Array): Verification {
  const files = open(archive);
  const header = read<BundleHeader>(files, 'bundle.json');
  if (header.schema !== 'bundle.v1') throw new NoBundle('its bundle.json is no bundle.v1');
  const comparisons: Comparison[] = [];
  const compare = (name: Comparison['name'], kept: string, found: string) =>
    comparisons.push({ name, kept, found, same: kept === found });
  for (const name of ['scenario.json', 'report.json', 'report.md'] as const) {
    compare(name, header.files[name] ?? 'none', sha256(files.get(name) ?? new Uint8Array()));
  }
  const checked = checkScenario(read(files, 'scenario.json'));
  if ('problems' in checked) throw new NoBundle('its scenario.json is no scenario that can be run');
  const { scenario } = checked;
  const question = { scenario, seed: header.seed, samples: header.samples };
  const identity = identityOf(question);
  compare('scenarioHash', header.scenarioHash, identity.scenarioHash);
  compare('runId', header.runId, identity.runId);
  const findings = analyse(question);
  const again = toReport(findings, critiqueOf(findings), { timestamp: '', durationMs: 0 });
  compare('resultHash', header.resultHash, again.meta.resultHash);
  return {
    verified: comparisons.every(({ same }) => same),
    bundledBy: header.engineVersion,
    verifiedBy: ENGINE_VERSION,
    comparisons,
  };
}

function open(archive: Uint8Array): Map<string, Uint8Array> {
  try {
    return unzip(archive);
  } catch {
    throw new NoBundle('it is no zip that can be opened');
  }
}

function read<T>(files: Map<string, Uint8Array>, name: string): T {
  const bytes = files.get(name);
  if (!bytes) throw new NoBundle(`it has no ${name}`);
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as T;
  } catch {
    throw new NoBundle(`its ${name} is no JSON`);
  }
}
