import type { Problem } from '@scenario-sandbox/contract';

export type { Problem } from '@scenario-sandbox/contract';

/** What may be said of a problem besides its sentence. */
export interface ProblemDetail {
  readonly hint?: string;
  readonly offset?: number;
}

/**
 * Collects problems in the order they are found, each once: options share model lines, so the same
 * mistake is met again in every option.
 */
export class Problems {
  readonly list: Problem[] = [];
  readonly #seen = new Set<string>();

  /** `text` ends the sentence that the path begins: `model.profit: text`. */
  error(code: string, path: string, text: string, detail: ProblemDetail = {}): void {
    this.#add('error', code, path, text, detail);
  }

  warning(code: string, path: string, text: string, detail: ProblemDetail = {}): void {
    this.#add('warning', code, path, text, detail);
  }

  get hasErrors(): boolean {
    return this.list.some((problem) => problem.severity === 'error');
  }

  #add(
    severity: Problem['severity'],
    code: string,
    path: string,
    text: string,
    detail: ProblemDetail,
  ): void {
    const message = path ? `${path}: ${text}` : text;
    if (this.#seen.has(message)) return;
    this.#seen.add(message);
    this.list.push({ code, severity, path, message, ...detail });
  }
}

/** A member's path: `options[1]`, `set` → `options[1].set`; a key that is no name is quoted. */
export function member(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  const name = /^[A-Za-z_$][\w$-]*$/.test(key) ? key : JSON.stringify(key);
  if (name !== key) return `${path}[${name}]`;
  return path ? `${path}.${key}` : key;
}
