import { routes } from '@scenario-sandbox/contract';
import { analyse } from '@scenario-sandbox/core/analyse.ts';
import { body, opening } from '@scenario-sandbox/core/narrate/index.ts';
import { readScenario } from '@scenario-sandbox/core/scenario/index.ts';
import { expect, test } from 'vitest';
import { examples, narrationOf } from './examples.ts';

/** Two scenarios never get the same paragraph: the worked examples, and generated ones of every awkward kind. */

const kinds = [
  'usual',
  'equal',
  'certain',
  'single',
  'words',
  'scores',
  'broken',
  'hundred',
] as const;
type Kind = (typeof kinds)[number];

/** A scenario of a kind; the number sets its names and figures. */
function draft(kind: Kind, n: number): object {
  const names =
    kind === 'single'
      ? ['x']
      : Array.from({ length: kind === 'hundred' ? 100 : 3 }, (_, i) => `x${i}`);
  const options = names.map((id) => ({ id, name: `Way ${id} of ${kind} ${n}` }));
  const head = {
    schema: 'scenario.v1',
    id: `${kind}-${n}`,
    title: `Case ${kind} ${n}`,
    seed: n,
    samples: 200,
    options,
  };
  if (kind === 'words')
    return { ...head, options: options.map((option) => ({ ...option, pros: [`good ${n}`] })) };
  if (kind === 'scores') {
    const scores = Object.fromEntries(names.map((id, i) => [id, (i * 3 + n) % 10]));
    const turned = Object.fromEntries(names.map((id, i) => [id, (i * 7 + 2 * n) % 10]));
    const scale = { worst: 0, best: 10 };
    return {
      ...head,
      criteria: [
        { id: `speed-${n}`, direction: 'maximise', weight: 2, scale, scores },
        { id: `cost-${n}`, direction: 'maximise', weight: 1, scale, scores: turned },
      ],
    };
  }
  const gain = `gain_${kind}_${n}`;
  const price = kind === 'certain' ? 10 + n : { p10: 8 + n, p50: 10 + n, p90: 15 + n, unit: 'EUR' };
  const line =
    kind === 'broken' ? `log(price_${kind}_${n} - ${9 + n}) * share` : `price_${kind}_${n} * share`;
  return {
    ...head,
    objective: { maximise: gain },
    variables: { [`price_${kind}_${n}`]: price },
    model: { [gain]: { value: line, unit: 'EUR' } },
    options: options.map((option, i) => ({
      ...option,
      set: { share: kind === 'equal' ? 1 : 1 + i / 10 },
    })),
  };
}

function narrated(kind: Kind, n: number): string[] {
  const read = readScenario(JSON.stringify(draft(kind, n)));
  if (!('scenario' in read)) throw new Error(JSON.stringify(read));
  const findings = analyse({ scenario: read.scenario });
  return routes.map(
    (route) => opening(findings.frame, route) + body(findings, route, Infinity).text,
  );
}

const paragraphs = (texts: readonly string[]): Set<string> =>
  new Set(
    texts
      .flatMap((text) => text.split('\n'))
      .filter((line) => line !== '' && !line.startsWith('#')),
  );

test('no two scenarios share a paragraph, whatever they are', () => {
  const all = new Map<string, Set<string>>();
  for (const id of examples) all.set(id, paragraphs(routes.map((route) => narrationOf(id, route))));
  for (const kind of kinds)
    for (const n of kind === 'hundred' ? [1] : [1, 2])
      all.set(`${kind}-${n}`, paragraphs(narrated(kind, n)));
  const owners = new Map<string, string>();
  const shared: string[] = [];
  for (const [id, texts] of all) {
    expect(texts.size, id).toBeGreaterThan(1);
    for (const text of texts) {
      const owner = owners.get(text);
      if (owner !== undefined) shared.push(`${owner} and ${id}: ${text}`);
      owners.set(text, id);
    }
  }
  // The two leases are one decision, put with and without the soundings: they share its one input.
  expect(
    shared.filter(
      (line) =>
        !line.startsWith('oil-lease and oil-lease-untested') &&
        !line.startsWith('oil-lease-untested and oil-lease:'),
    ),
  ).toEqual([]);
});
