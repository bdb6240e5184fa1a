import type { ModelLine, VariableSpec } from '@scenario-sandbox/contract';
import { member, type Problems } from '../scenario/problems.ts';
import { readDistributionBody, type WrittenDistribution } from './distribution-body.ts';
import { type PeriodCall, type Reference, readingOf } from './references.ts';
import { readQuantity, type Written } from './written.ts';

export type Body =
  | { readonly kind: 'expression'; readonly written: Written }
  | { readonly kind: 'distribution'; readonly distribution: WrittenDistribution }
  | { readonly kind: 'stock'; readonly start: Written; readonly next: Written }
  /** Could not be read; a problem says why. Nothing that hangs on it is reported. */
  | { readonly kind: 'broken' };

/** Something with a name that expressions can read, or that the compiler reads itself. */
export interface Definition {
  readonly name: string;
  readonly path: string;
  readonly role: 'variable' | 'line' | 'rate' | 'score' | 'constraint';
  readonly body: Body;
  /** Name of the source that draws it. */
  readonly source: string;
  /** As declared, or null. */
  readonly unit: string | null;
}

/** A reference with the path of the expression it stands in. */
export type PlacedReference = Reference & {
  readonly path: string;
  /** Read by a stock's `next`: one period later. */
  readonly delayed: boolean;
};

const ANNOTATIONS = new Set(['unit', 'source', 'note', 'label']);

export function readVariable(
  about: Omit<Definition, 'body' | 'unit'>,
  spec: VariableSpec,
  problems: Problems,
): Definition {
  return { ...about, body: variableBody(spec, about.path, problems), unit: unitIn(spec) };
}

function unitIn(spec: VariableSpec | ModelLine): string | null {
  return (typeof spec === 'object' ? spec.unit : undefined) ?? null;
}

function variableBody(spec: VariableSpec, path: string, problems: Problems): Body {
  if (typeof spec !== 'object') return expressionBody(spec, path, problems);
  const empty = Object.entries(spec).find(([, value]) => value === null);
  if (empty) {
    problems.error(
      'MISSING',
      member(path, empty[0]),
      'it has no value; fill it in, or, if it is part of a text with a comma, put that text in quotes.',
    );
    return { kind: 'broken' };
  }
  if (spec.value === undefined) return distributionBody(spec, path, problems);
  const extra = Object.keys(spec).filter((key) => key !== 'value' && !ANNOTATIONS.has(key));
  if (extra.length > 0) {
    const keys = extra.join(', ');
    problems.error(
      'BAD_VARIABLE',
      path,
      `value is fixed, so ${keys} cannot stand beside it; keep one.`,
    );
    return { kind: 'broken' };
  }
  return expressionBody(spec.value, member(path, 'value'), problems);
}

/** What is written at a path, as a body. Problems found: an expression that cannot be read. */
export function expressionBody(value: number | string, path: string, problems: Problems): Body {
  const written = readQuantity(value, path, problems);
  return written ? { kind: 'expression', written } : { kind: 'broken' };
}

function distributionBody(spec: object, path: string, problems: Problems): Body {
  const distribution = readDistributionBody({ ...spec }, path, problems);
  return distribution ? { kind: 'distribution', distribution } : { kind: 'broken' };
}

export function readLine(
  name: string,
  line: ModelLine,
  path: string,
  problems: Problems,
): Definition {
  const body = lineBody(line, path, problems);
  return { name, path, role: 'line', body, source: name, unit: unitIn(line) };
}

function lineBody(line: ModelLine, path: string, problems: Problems): Body {
  if (typeof line !== 'object') return expressionBody(line, path, problems);
  const { value, start, next } = line;
  if (value !== undefined && start === undefined && next === undefined) {
    return expressionBody(value, member(path, 'value'), problems);
  }
  if (value !== undefined || start === undefined || next === undefined) {
    problems.error('BAD_LINE', path, 'give either value, or both start and next.');
    return { kind: 'broken' };
  }
  const first = readQuantity(start, member(path, 'start'), problems);
  const then = readQuantity(next, member(path, 'next'), problems);
  return first && then ? { kind: 'stock', start: first, next: then } : { kind: 'broken' };
}

/** Every expression of a definition, and whether it is read one period later. */
export function expressionsOf(body: Body): { written: Written; delayed: boolean }[] {
  switch (body.kind) {
    case 'broken':
      return [];
    case 'expression':
      return [{ written: body.written, delayed: false }];
    case 'stock':
      return [
        { written: body.start, delayed: false },
        { written: body.next, delayed: true },
      ];
    case 'distribution':
      return [...body.distribution.expressions.values()].map((written) => ({
        written,
        delayed: false,
      }));
  }
}

const references = new WeakMap<Definition, readonly PlacedReference[]>();

/** Every name a definition reads. Worked out once: options share definitions. */
export function referencesOf(definition: Definition): readonly PlacedReference[] {
  let list = references.get(definition);
  if (list === undefined) {
    list = expressionsOf(definition.body).flatMap(({ written, delayed }) =>
      readingOf(written.expression).references.map((reference) => ({
        ...reference,
        path: written.path,
        delayed,
      })),
    );
    references.set(definition, list);
  }
  return list;
}

export function periodCallsOf(definition: Definition): (PeriodCall & { readonly path: string })[] {
  return expressionsOf(definition.body).flatMap(({ written }) =>
    readingOf(written.expression).periodCalls.map((call) => ({ ...call, path: written.path })),
  );
}
