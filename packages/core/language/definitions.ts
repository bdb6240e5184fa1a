import type { ModelLine, VariableSpec } from '@scenario-sandbox/contract';
import { member, type Problems } from '../scenario/problems.ts';
import { type Expression, parseExpression } from './parse.ts';
import { type PeriodCall, type Reference, readingOf } from './references.ts';
import { ExpressionError } from './tokens.ts';

/** An expression and where it is written. */
export interface Written {
  readonly expression: Expression;
  readonly path: string;
}

/** A distribution as written: scalar parameters may be expressions, the others are kept as they are. */
export interface WrittenDistribution {
  readonly dist: string | null;
  readonly scalars: ReadonlyMap<string, Written>;
  readonly others: ReadonlyMap<string, unknown>;
  readonly truncate: readonly [Written, Written] | null;
  readonly perPeriod: boolean;
}

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
}

/** A reference with the path of the expression it stands in. */
export type PlacedReference = Reference & {
  readonly path: string;
  /** Read by a stock's `next`: one period later. */
  readonly delayed: boolean;
};

const ANNOTATIONS = new Set(['unit', 'source', 'note', 'label']);

export function readVariable(
  about: Omit<Definition, 'body'>,
  spec: VariableSpec,
  problems: Problems,
): Definition {
  return { ...about, body: variableBody(spec, about.path, problems) };
}

function variableBody(spec: VariableSpec, path: string, problems: Problems): Body {
  if (typeof spec !== 'object') return expressionBody(spec, path, problems);
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

function expressionBody(value: number | string, path: string, problems: Problems): Body {
  const written = readQuantity(value, path, problems);
  return written ? { kind: 'expression', written } : { kind: 'broken' };
}

function distributionBody(
  spec: Exclude<VariableSpec, number | string>,
  path: string,
  problems: Problems,
): Body {
  const { dist = null, per, truncate, ...rest } = spec;
  const scalars = new Map<string, Written>();
  const others = new Map<string, unknown>();
  let broken = false;
  for (const [key, value] of Object.entries(rest as Record<string, unknown>)) {
    if (ANNOTATIONS.has(key)) continue;
    if (typeof value !== 'number' && typeof value !== 'string') {
      others.set(key, value);
      continue;
    }
    const written = readQuantity(value, member(path, key), problems);
    if (written) scalars.set(key, written);
    else broken = true;
  }
  const bounds = (truncate ?? []).map((bound, index) =>
    readQuantity(bound, member(member(path, 'truncate'), index), problems),
  );
  if (broken || bounds.includes(null)) return { kind: 'broken' };
  const [low, high] = bounds;
  return {
    kind: 'distribution',
    distribution: {
      dist,
      scalars,
      others,
      truncate: low && high ? [low, high] : null,
      perPeriod: per === 'period',
    },
  };
}

export function readLine(
  name: string,
  line: ModelLine,
  path: string,
  problems: Problems,
): Definition {
  return { name, path, role: 'line', body: lineBody(line, path, problems), source: name };
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

/** Reads a number or an expression; null where it cannot be read, with a problem that says why. */
export function readQuantity(
  value: number | string,
  path: string,
  problems: Problems,
): Written | null {
  if (typeof value === 'number') return { expression: { kind: 'number', value, at: 0 }, path };
  try {
    return { expression: parseExpression(value), path };
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    problems.error('SYNTAX', path, `${error.message} (character ${error.at + 1}).`, {
      offset: error.at,
      ...(error.hint !== undefined && { hint: error.hint }),
    });
    return null;
  }
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
      return [...body.distribution.scalars.values(), ...(body.distribution.truncate ?? [])].map(
        (written) => ({ written, delayed: false }),
      );
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
