import { CST, Lexer, Parser } from 'yaml';

export interface Bounds {
  /** Deepest nesting of maps and lists. */
  readonly depth: number;
  /** Words, marks and spaces between them. */
  readonly pieces: number;
}

/**
 * The tokens of a YAML text, or which bound it passes. That is seen while the text is read, so a hostile
 * one costs no time and exhausts no call stack afterwards.
 * onLine: told the offset of each line's first character.
 */
export function tokensOf(
  text: string,
  bounds: Bounds,
  onLine: (offset: number) => void,
): CST.Token[] | keyof Bounds {
  const parser = new Parser(onLine);
  const tokens: CST.Token[] = [];
  let pieces = 0;
  onLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    pieces += 1;
    if (pieces > bounds.pieces) return 'pieces';
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > bounds.depth && depthOf(parser.stack) > bounds.depth) return 'depth';
  }
  tokens.push(...parser.end());
  return tokens;
}

/** The stack also holds the document, and the scalar that is being read. */
function depthOf(stack: readonly CST.Token[]): number {
  return stack.filter((token) => CST.isCollection(token)).length;
}
