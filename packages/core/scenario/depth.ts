import { CST, Lexer, Parser } from 'yaml';

/**
 * The tokens of a YAML text, or null where its maps and lists are nested deeper than `maxDepth`. That is
 * seen while the text is read, so a hostile one costs no time and exhausts no call stack afterwards.
 * onLine: told the offset of each line's first character.
 */
export function tokensOf(
  text: string,
  maxDepth: number,
  onLine: (offset: number) => void,
): CST.Token[] | null {
  const parser = new Parser(onLine);
  const tokens: CST.Token[] = [];
  onLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > maxDepth && depthOf(parser.stack) > maxDepth) return null;
  }
  tokens.push(...parser.end());
  return tokens;
}

/** The stack also holds the document, and the scalar that is being read. */
function depthOf(stack: readonly CST.Token[]): number {
  return stack.filter((token) => CST.isCollection(token)).length;
}
