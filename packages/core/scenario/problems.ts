import type { Problem } from '@scenario-sandbox/contract';
import type { ProblemCode } from './codes.ts';

export type { Problem } from '@scenario-sandbox/contract';

/** What may be said of a problem besides its sentence. */
export interface ProblemDetail {
  readonly hint?: string;
  readonly offset?: number;
  readonly line?: number;
  readonly column?: number;
}

/**
 * Collects problems in the order they are found, each once: options share model lines, so the same
 * mistake is met again in every option.
 */
export class Problems {
  readonly list: Problem[] = [];
  readonly #seen = new Set<string>();

  /** `text` ends the sentence that the path begins: `model.profit: text`. */
  error(code: ProblemCode, path: string, text: string, detail: ProblemDetail = {}): void {
    this.#add('error', code, path, text, detail);
  }

  warning(code: ProblemCode, path: string, text: string, detail: ProblemDetail = {}): void {
    this.#add('warning', code, path, text, detail);
  }

  /** Of the text itself, where no path can be told. */
  errorAt(
    code: ProblemCode,
    { line, column }: { line: number; column: number },
    text: string,
  ): void {
    this.#add('error', code, '', text, { line, column });
  }

  /** Adds what another list holds. */
  take(other: Problems): void {
    for (const problem of other.list) this.#keep(problem);
  }

  get hasErrors(): boolean {
    return this.list.some((problem) => problem.severity === 'error');
  }

  #add(
    severity: Problem['severity'],
    code: ProblemCode,
    path: string,
    text: string,
    detail: ProblemDetail,
  ): void {
    const message = path ? `${path}: ${text}` : text;
    this.#keep({ code, severity, path, message, ...detail });
  }

  #keep(problem: Problem): void {
    if (this.#seen.has(problem.message)) return;
    this.#seen.add(problem.message);
    this.list.push(problem);
  }
}

/** A member's path: `options[1]`, `set` → `options[1].set`; a key that is no name is quoted. */
export function member(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  const name = /^[A-Za-z_$][\w$-]*$/.test(key) ? key : JSON.stringify(key);
  if (name !== key) return `${path}[${name}]`;
  return path ? `${path}.${key}` : key;
}
