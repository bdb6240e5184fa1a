import type { Problems } from '../scenario/problems.ts';
import { type Expression, parseExpression } from './parse.ts';
import { ExpressionError } from './tokens.ts';

/** An expression and where it is written. */
export interface Written {
  readonly expression: Expression;
  readonly path: string;
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
