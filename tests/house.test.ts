import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';

/** The rules that hold the house up (ARCHITECTURE.md). Each test lists what breaks its rule. */

const root = `${join(import.meta.dirname, '..')}/`;
const files = execFileSync(
  'git',
  ['ls-files', '-co', '--exclude-standard', '*.ts', '*.tsx', '*.js'],
  {
    cwd: root,
    encoding: 'utf8',
  },
)
  .split('\n')
  .filter((name) => name !== '');

const isTest = (name: string) =>
  /\.test\.tsx?$|\/tests?\/|\/testing|\/fixtures\/|^tests\//.test(name);
const isGenerated = (name: string) => /kernels\.wasm\.ts$|\.generated\.ts$/.test(name);
const source = (name: string) => readFileSync(root + name, 'utf8');
const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '');

function breaking(select: (name: string) => boolean, pattern: RegExp): string[] {
  return files
    .filter((name) => select(name) && !isTest(name) && !isGenerated(name))
    .flatMap((name) =>
      withoutComments(source(name))
        .split('\n')
        .filter((line) => pattern.test(line))
        .map((line) => `${name}: ${line.trim()}`),
    );
}

function imports(name: string): string[] {
  const found = source(name).matchAll(
    /\bfrom '([^']+)';|\bimport\('([^']+)'\)|^import '([^']+)';/gm,
  );
  return [...found].map((match) => (match[1] ?? match[2] ?? match[3]) as string);
}

const inCore = (name: string) =>
  name.startsWith('packages/core/') &&
  !name.includes('/kernels/assembly/') &&
  !name.endsWith('kernels/build.ts');

describe('core', () => {
  test('computes with exactly rounded operations only', () => {
    expect(
      breaking(
        inCore,
        /Math\.(exp|expm1|log|log2|log10|log1p|pow|a?sinh?|a?cosh?|a?tanh?|atan2|cbrt|hypot|fround|random)\b|[\w)\]]\s\*\*=?\s[\w(]/,
      ),
    ).toEqual([]);
  });

  test('has no clock and no ambient randomness', () => {
    expect(breaking(inCore, /Date\.now|new Date\(\)|performance\.|crypto\.|randomUUID/)).toEqual(
      [],
    );
  });

  test('imports nothing outside itself but the contract, a YAML reader and a hash', () => {
    const allowed = /^\.|^@scenario-sandbox\/(contract|core)(\/|$)|^yaml$|^@noble\/hashes\//;
    const outside = files
      .filter((name) => inCore(name) && !isTest(name))
      .flatMap((name) =>
        imports(name)
          .filter((from) => !allowed.test(from))
          .map((from) => `${name}: ${from}`),
      );
    expect(outside).toEqual([]);
  });
});

test('charts are pure: they import d3 and core alone', () => {
  const allowed = /^\.|^@scenario-sandbox\/(contract|core|charts)(\/|$)|^d3-(scale|shape|array)$/;
  const outside = files
    .filter((name) => name.startsWith('packages/charts/') && !isTest(name))
    .flatMap((name) =>
      imports(name)
        .filter((from) => !allowed.test(from))
        .map((from) => `${name}: ${from}`),
    );
  expect(outside).toEqual([]);
});

test('only the store speaks SQL', () => {
  const sql = /\b(SELECT\s.+\sFROM|INSERT INTO|UPDATE\s+\w+\s+SET|DELETE FROM|CREATE TABLE)\b/;
  expect(breaking((name) => !name.startsWith('packages/store/'), sql)).toEqual([]);
});

test('only entry points read the environment', () => {
  const entry =
    /(^|\/)main\.ts$|^apps\/cli\/|^bench\/|vitest\.config|\/kernels\/build\.ts$|^deploy\/|vite\.config/;
  expect(breaking((name) => !entry.test(name), /process\.env/)).toEqual([]);
});

test('a service never imports another service', () => {
  const crossing = files
    .filter((name) => name.startsWith('services/') && !isTest(name))
    .flatMap((name) => {
      const own = name.split('/')[1];
      return imports(name)
        .filter(
          (from) =>
            /^@scenario-sandbox\/(gateway|engine|jobs)/.test(from) && !from.includes(`/${own}`),
        )
        .map((from) => `${name}: ${from}`);
    });
  expect(crossing).toEqual([]);
});

test('no files import each other in a circle', () => {
  const known = new Set(files);
  const ahead = new Map(
    files
      .filter((name) => !isTest(name))
      .map((name) => [name, imports(name).flatMap((from) => fileOf(name, from, known))]),
  );
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (name: string, path: readonly string[]) => {
    if (path.includes(name)) circles.push([...path.slice(path.indexOf(name)), name].join(' → '));
    if (done.has(name) || path.includes(name)) return;
    for (const next of ahead.get(name) ?? []) visit(next, [...path, name]);
    done.add(name);
  };
  for (const name of ahead.keys()) visit(name, []);
  expect(circles).toEqual([]);
});

/** The file that an import within the house names; none for a library. */
function fileOf(name: string, from: string, known: ReadonlySet<string>): string[] {
  const own = /^@scenario-sandbox\/([^/]+)(?:\/(.*))?$/.exec(from);
  if (from.startsWith('.')) return [join(dirname(name), from)];
  if (!own) return [];
  return ['packages', 'services', 'apps']
    .map((place) => `${place}/${own[1]}/${own[2] ?? 'index.ts'}`)
    .filter((path) => known.has(path));
}

test('no file is longer than 400 lines', () => {
  const long = files
    .filter((name) => !isGenerated(name))
    .map((name) => ({ name, lines: source(name).split('\n').length }))
    .filter(({ lines }) => lines > 400);
  expect(long).toEqual([]);
});

test('no test is skipped, focused or put off', () => {
  const off = files
    .filter((name) => isTest(name) && !name.endsWith('house.test.ts'))
    .flatMap((name) =>
      source(name)
        .split('\n')
        .filter((line) => /\b(it|test|describe)\.(skip|only|todo)\(/.test(line))
        .map((line) => `${name}: ${line.trim()}`),
    );
  expect(off).toEqual([]);
});

test('no test draws by chance: every property has its seed', () => {
  const unseeded = files
    .filter((name) => isTest(name) && !name.endsWith('house.test.ts'))
    .filter((name) => {
      const [, ...properties] = source(name).split('fc.assert(');
      return (
        properties.some((text) => !/\bseed\b/.test(text)) || /Math\.random\(/.test(source(name))
      );
    });
  expect(unseeded).toEqual([]);
});

test('the lock file holds every package of every platform, without which npm ci refuses to install', () => {
  const { packages } = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>;
  };
  const names = new Set(Object.keys(packages).map((path) => path.split('node_modules/').at(-1)));
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !names.has(name))
      .map((name) => `${path}: ${name}`),
  );
  expect(missing).toEqual([]);
});
