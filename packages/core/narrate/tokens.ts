/**
 * Splits text into tokens: a word with the white space after it. Joined, they are the text.
 * White space before the first word is a token of its own.
 */
export function tokenize(markdown: string): string[] {
  return markdown.match(/\S+\s*|\s+/g) ?? [];
}
