import type { Scenario } from '@scenario-sandbox/contract';
import { readDistribution } from '@scenario-sandbox/core/distributions/read.ts';
import { distributionOf } from '@scenario-sandbox/core/distributions/registry.ts';
import { readScenario } from '@scenario-sandbox/core/scenario/index.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { problemOf, shapeOf } from '../src/document/density.ts';
import { draftIdOf } from '../src/document/drafts.ts';
import { type HistoryAction, historyOf, nextHistory } from '../src/document/history.ts';
import { influenceOf } from '../src/document/influence.ts';
import { inputGroups, readQuantity, withField } from '../src/document/inputs.ts';
import { otherKinds } from '../src/document/kinds.ts';
import { differencesOf, patched } from '../src/document/patch.ts';
import { lineOf, subjectOf, targetOf } from '../src/document/reference.ts';
import { versionOf } from '../src/document/version.ts';
import {
  type Path,
  parseScenario,
  readPath,
  removeAt,
  resolveReference,
  setAt,
} from '../src/document/yaml.ts';
import { lists } from '../src/inputs/lists.ts';
import { decodeShare, encodeShare } from '../src/shared/share-link.ts';

const text = `schema: scenario.v1
id: pricing
title: Which price?
variables:
  users: 2800 # from the export
  churn: { dist: beta, alpha: 4, beta: 96, unit: 1/month, source: CRM }
  growth: { p10: 0.01, p50: 0.02, p90: 0.05, label: Growth of sign-ups }
  margin: 0.8 - 0.05 * churn
options:
  - { id: usage, name: Usage-based, set: { price: { p10: 22, p90: 44 } } }
  - { id: keep, set: { price: 29 } }
model:
  customers: { start: users, next: customers * (1 + growth - churn) }
  npv: npv(customers * price * margin)
criteria:
  - { id: value, outcome: npv, direction: maximise, weight: { min: 20, max: 50 } }
  - { id: effort, direction: minimise, weight: 30, scores: { usage: 7, keep: { p10: 1, p90: 2 } } }
seed: 7
`;

const scenario = parseScenario(text).scenario as Scenario;

interface Change {
  readonly place: { readonly path: Path };
  readonly value: unknown;
}

/** The text after each change, and what is read of it; a change whose place is gone changes nothing. */
function versionsOf(series: readonly Change[], before: () => void) {
  let written = text;
  return series.map(({ place: { path }, value }) => {
    before();
    try {
      written = value === undefined ? removeAt(written, path) : setAt(written, path, value);
    } catch {}
    return { written, read: parseScenario(written).scenario };
  });
}

test('what a change leaves alone stays the same object', () => {
  const before = parseScenario(text).scenario as Scenario;
  const { variables, options } = parseScenario(setAt(text, ['variables', 'growth', 'p50'], 0.03))
    .scenario as Scenario;
  expect(options).toBe(before.options);
  const changed = Object.keys(variables ?? {}).filter(
    (name) => variables?.[name] !== before.variables?.[name],
  );
  expect(changed).toEqual(['growth']);
});

describe('the text', () => {
  test('one value set leaves comments and the rest as written', () => {
    const changed = setAt(text, ['variables', 'users'], 3000);
    expect(changed).toContain('users: 3000 # from the export');
    expect(parseScenario(changed).scenario?.options).toEqual(scenario.options);
  });

  test('a figure is written in its place alone, whatever the layout', () => {
    const odd =
      'id:   a\ntitle: "A"\noptions: [ ]\nvariables: {x:  1.50,   y: [ 2, &z 3 ]}   # as given\n';
    const longer = setAt(odd, ['variables', 'x'], -1234.5);
    expect(longer).toBe(odd.replace('1.50', '-1234.5'));
    expect(setAt(longer, ['variables', 'y', 1], 4)).toBe(longer.replace('&z 3', '&z 4'));
  });

  test('a value is set where its map is missing, and removed again', () => {
    const added = setAt('id: a\ntitle: A\noptions: []\n', ['variables', 'x'], 1);
    expect(parseScenario(added).scenario?.variables).toEqual({ x: 1 });
    expect(parseScenario(removeAt(added, ['variables', 'x'])).scenario?.variables).toEqual({});
  });

  test('a series of changes reads as if the text were read anew for each', () => {
    const inputs = inputGroups(scenario).flatMap((group) => group.inputs);
    const place = fc.constantFrom(...inputs.flatMap(({ path, fields }) => [...fields, { path }]));
    const figure = fc.oneof(fc.integer(), fc.constantFrom('2 * users', -0.5, 1e-7, 80e3));
    const spec = fc.record({ p10: fc.integer(), p90: fc.integer(), source: fc.string() });
    const value = fc.oneof(figure, spec, fc.constant(undefined));
    const changes = fc.array(fc.record({ place, value }), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(changes, (series) => {
        const inTurn = versionsOf(series, () => {});
        const anew = versionsOf(series, () => parseScenario(''));
        const reads = inTurn.map(({ read }) => read);
        expect(reads).toEqual(anew.map(({ read }) => read));
        expect(reads).toEqual(inTurn.map(({ written }) => parse(written)));
      }),
    );
  });

  test.each([
    ['', 'A scenario needs an id, a title and options'],
    ['a: [', 'Flow'],
    ['id: a\noptions: []', 'A scenario needs a title'],
    ['id: a\ntitle: A\noptions: 3', 'A scenario needs a list of options'],
    ['id: a\ntitle: A\noptions: [null]', 'A scenario needs a list of options'],
  ])('%j is no scenario', (broken, reason) => {
    const parsed = parseScenario(broken);
    expect(parsed.scenario).toBeNull();
    expect(parsed.error).toContain(reason);
  });
  test('an error knows its line; of the whole text it has none', () => {
    expect(parseScenario('id: a\ntitle: [\n').line).toBe(3);
    expect(parseScenario('id: a').line).toBeNull();
  });
  test('comments and layout make no other version; a figure does', () => {
    const versionNow = (now: string) => versionOf(now, parseScenario(now).scenario);
    expect(versionNow(`# Why\n${text}`)).toBe(versionNow(text));
    expect(versionNow(setAt(text, ['seed'], 5))).not.toBe(versionNow(text));
    expect(['a: [', 'id: a\ntitle: A\noptions: []\nseed: .nan'].map(versionNow)).toEqual([
      'a: [',
      'id: a\ntitle: A\noptions: []\nseed: .nan',
    ]);
  });

  test.each([
    ['variables.churn', ['variables', 'churn']],
    ['options[1].set.price', ['options', 1, 'set', 'price']],
    ['options.keep.set.price', ['options', 1, 'set', 'price']],
    ['criteria.value.weight', ['criteria', 0, 'weight']],
    ['owner', ['owner']],
  ])('%s is a path', (reference, path) => {
    expect(resolveReference(scenario, reference)).toEqual(path);
  });

  test('quoted keys are one step', () => {
    expect(readPath('context["a b"].c')).toEqual(['context', 'a b', 'c']);
  });
});

describe('inputs', () => {
  const groups = inputGroups(scenario);
  const named = (name: string) =>
    groups.flatMap(({ inputs }) => inputs).find((input) => input.name === name);

  test('groups follow the scenario', () => {
    expect(groups.map(({ title }) => title)).toEqual([
      'Shared by every option',
      'Usage-based',
      'keep',
      'Weights of the criteria',
      'Scores: effort',
      'Time and run',
    ]);
  });

  test.each([
    ['users', 'number', ['Value']],
    ['churn', 'beta', ['α', 'β']],
    ['growth', 'range', ['P10', 'P50', 'P90']],
    ['margin', 'expression', ['Expression']],
    ['seed', 'number', ['Value']],
  ])('%s is a %s', (name, kind, labels) => {
    expect(named(name)?.kind).toBe(kind);
    expect(named(name)?.fields.map(({ label }) => label)).toEqual(labels);
  });

  test('unit, source and label are read, and a name without a label is made readable', () => {
    expect(named('churn')).toMatchObject({ unit: '1/month', source: 'CRM', label: 'Churn' });
    expect(named('growth')?.label).toBe('Growth of sign-ups');
  });

  test('a field’s path leads to its value', () => {
    const field = named('growth')?.fields[1];
    const changed = setAt(text, field?.path ?? [], 0.03);
    expect(parseScenario(changed).scenario?.variables?.growth).toMatchObject({ p50: 0.03 });
  });

  test('a parameter has the registry’s word on it', () => {
    expect(named('churn')?.fields[0]?.hint).toContain('the mean is alpha / (alpha + beta)');
    expect(named('growth')?.fields[0]?.hint).toBe('Value that is not exceeded in 10 % of cases.');
  });

  test('a figure that is being typed stands in the spec for the preview alone', () => {
    const growth = named('growth');
    const field = growth?.fields[0];
    if (!growth || !field) throw new Error('no such input');
    expect(withField(growth, field, 0.015)).toMatchObject({ p10: 0.015, p50: 0.02 });
    expect(growth.spec).toMatchObject({ p10: 0.01 });
  });
});

test.each([
  ['5', 5],
  [' 80e3 ', 80_000],
  ['−2.5', -2.5],
  ['0', 0],
  ['2 * users', '2 * users'],
  ['0x10', '0x10'],
  ['Infinity', 'Infinity'],
  ['  ', null],
])('%j is read as %j', (typed, value) => expect(readQuantity(typed)).toBe(value));

describe('influence', () => {
  const nodes = new Map(influenceOf(scenario).map((node) => [node.id, node]));

  test.each([
    ['users', 'constant'],
    ['churn', 'uncertain'],
    ['margin', 'computed'],
    ['price', 'decision'],
    ['customers', 'computed'],
    ['npv', 'objective'],
  ])('%s is %s', (id, kind) => expect(nodes.get(id)?.kind).toBe(kind));

  test('arrows are the names an expression holds, not the functions it calls', () => {
    expect(nodes.get('npv')?.dependsOn).toEqual(['customers', 'price', 'margin']);
    expect(nodes.get('customers')?.dependsOn).toEqual(['users', 'growth', 'churn']);
    expect(nodes.get('churn')?.usedBy).toEqual(['margin', 'customers']);
  });
});

describe('another kind for the same uncertainty', () => {
  const spec = { p10: 80, p50: 100, p90: 130, unit: 'EUR', source: 'Survey' };
  const kinds = otherKinds(spec);
  const momentsOf = (made: unknown) => {
    const read = readDistribution(made as Record<string, unknown>);
    if ('problem' in read) throw new Error(read.problem);
    const { mean, sd } = distributionOf(read.kind);
    return { mean: mean(read.parameters), sd: sd(read.parameters) };
  };
  const own = momentsOf(spec);

  test('is each that can hold it, with its unit and source', () => {
    expect([...kinds.keys()]).toEqual(
      'number range normal lognormal uniform triangular pert gamma weibull logistic'.split(' '),
    );
    for (const made of kinds.values()) {
      expect(made).toMatchObject({ unit: 'EUR', source: 'Survey' });
    }
    expect(kinds.get('number')).toEqual({ value: 100, unit: 'EUR', source: 'Survey' });
  });
  test.each(['normal', 'lognormal', 'uniform', 'gamma', 'logistic'] as const)(
    '%s keeps mean and standard deviation',
    (kind) => {
      const { mean, sd } = momentsOf(kinds.get(kind));
      expect(mean / own.mean).toBeCloseTo(1, 3);
      expect(sd / own.sd).toBeCloseTo(1, 3);
    },
  );
  test.each(['triangular', 'pert'] as const)('%s keeps the mean', (kind) => {
    expect(momentsOf(kinds.get(kind)).mean / own.mean).toBeCloseTo(1, 3);
  });
  test('weibull keeps the median', () => {
    expect(shapeOf(kinds.get('weibull'))?.p50).toBeCloseTo(100, 1);
  });
  test('beta is for shares, the positive kinds for what is positive', () => {
    expect([...otherKinds({ dist: 'beta', alpha: 4, beta: 96 }).keys()]).toContain('beta');
    const across = otherKinds({ dist: 'normal', mean: 0, sd: 1 });
    expect(
      ['lognormal', 'gamma', 'weibull', 'beta'].some((kind) => across.has(kind as 'beta')),
    ).toBe(false);
  });
  test.each([
    [3],
    ['a + b'],
    [{ value: 3 }],
    [{ p10: 5, p90: 1 }],
    [{ dist: 'normal', mean: 'x', sd: 1 }],
  ])('%j has none', (other) => expect(otherKinds(other).size).toBe(0));
});

test('what cannot be is said of the parameter that cannot', () => {
  expect(problemOf({ p10: 5, p50: 1, p90: 9 })?.problem).toMatch(/p10|p50/);
  expect(problemOf({ dist: 'normal', mean: 0, sd: -1 })).toMatchObject({ parameter: 'sd' });
  expect(problemOf({ p10: 1, p50: 2, p90: 4 })).toBeNull();
  expect(problemOf({ p10: 1, p50: 2, p90: 9 })?.parameter).toBe('p50');
  expect(problemOf({ value: 3, unit: 'EUR' })).toBeNull();
});

describe('lists', () => {
  test.each(lists)('a new entry of $section is one that can be read', ({ section, blank }) => {
    const entry = blank(scenario);
    const before = (scenario[section] ?? []) as readonly unknown[];
    const made = parseScenario(setAt(text, [section, before.length], entry)).scenario;
    expect(made?.[section]).toEqual([...before, entry]);
    expect('problems' in readScenario(JSON.stringify(made))).toBe(false);
  });
});

describe('what a remark refers to', () => {
  const nodes = influenceOf(scenario);
  test.each([
    ['variables.churn', 'Churn', 'churn', null],
    ['options.usage.set.price', 'Price', 'price', null],
    ['criteria.value', 'Npv', 'npv', null],
    ['criteria.value.weight', 'Value, weight', null, 16],
    ['options.usage', 'Usage-based', null, 10],
    ['options', 'Options', null, 9],
    ['seed', 'Seed', null, 18],
    ['owner', 'Owner', null, null],
  ])('%s', (reference, label, node, line) => {
    const subject = subjectOf(reference, scenario, nodes);
    expect({ label: subject.label, ...targetOf(subject, text) }).toEqual({ label, node, line });
    expect(subject.path === null).toBe(node === null && line === null);
  });
  test('what is absent is where it would stand', () => {
    expect(lineOf(text, ['variables', 'churn', 'note'])).toBe(6);
  });
});

describe('a patch', () => {
  test('of several entries is one text, and its differences are numbered', () => {
    const patch = [
      { path: 'seed', value: 8 },
      { path: 'options.keep.set.price', value: 30 },
    ];
    const after = patched(text, scenario, patch) ?? '';
    expect(differencesOf(text, after)).toEqual([
      [
        { kind: 'kept', line: 10, text: text.split('\n')[9] },
        { kind: 'removed', line: 11, text: '  - { id: keep, set: { price: 29 } }' },
        { kind: 'added', line: 11, text: '  - { id: keep, set: { price: 30 } }' },
        { kind: 'kept', line: 12, text: 'model:' },
      ],
      [
        { kind: 'kept', line: 17, text: text.split('\n')[16] },
        { kind: 'removed', line: 18, text: 'seed: 7' },
        { kind: 'added', line: 18, text: 'seed: 8' },
      ],
    ]);
  });
  test('whose place is gone has no text', () => {
    expect(patched(text, scenario, [{ path: 'seed.of.a', value: 1 }])).toBeNull();
  });
});

describe('history', () => {
  const edit = (written: string, burst: number | null = null): HistoryAction => ({
    type: 'edit',
    text: written,
    burst,
  });
  const after = (...actions: HistoryAction[]) => actions.reduce(nextHistory, historyOf('a'));

  test('undo and redo go back and forth', () => {
    const state = after(edit('b'), edit('c'), { type: 'undo' }, { type: 'undo' }, { type: 'redo' });
    expect(state.text).toBe('b');
  });
  test('typing is undone in one', () => {
    const state = after(edit('ab', 1), edit('abc', 1), edit('abcd', 1), { type: 'undo' });
    expect(state.text).toBe('a');
  });
  test('an edit after undo forgets what was undone', () => {
    expect(after(edit('b'), { type: 'undo' }, edit('c'), { type: 'redo' }).text).toBe('c');
  });
  test('nothing to undo changes nothing', () => {
    const state = historyOf('a');
    expect(nextHistory(state, { type: 'undo' })).toBe(state);
    expect(nextHistory(state, edit('a'))).toBe(state);
  });
});

describe('share links', () => {
  test('what goes in comes out', async () => {
    const long = `${text}# ${'ü—決定'.repeat(500)}`;
    expect(await decodeShare(await encodeShare(long))).toBe(long);
    expect(await encodeShare(text)).toMatch(/^[A-Za-z0-9_-]+$/);
  });
  test.each(['', '###', 'AAAA', 'x'.repeat(100)])('%j is refused', async (data) => {
    await expect(decodeShare(data)).rejects.toThrow('This link is cut off');
  });
  test('a link that unpacks to too much is refused', async () => {
    const bomb = await encodeShare('a'.repeat(1_500_000));
    await expect(decodeShare(bomb)).rejects.toThrow(RangeError);
  });
});

test.each([
  ['demo', 'demo-draft'],
  ['demo-draft', 'demo-draft'],
  ['a'.repeat(64), `${'a'.repeat(58)}-draft`],
])('changes to %s run as %s', (id, draft) => expect(draftIdOf(id)).toBe(draft));
