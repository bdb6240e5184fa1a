import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { root } from '../places.ts';
import { run } from '../run.ts';

/** The anchors of a page, as GitHub makes them of its headings. */
export function anchorsOf(markdown: string): Set<string> {
  const headings = markdown.replace(/```[\s\S]*?```/g, '').matchAll(/^#{1,6} +(.+?) *$/gm);
  return new Set(
    [...headings].map(([, text = '']) =>
      text
        .replace(/`|\*|\[([^\]]*)\]\([^)]*\)/g, '$1')
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

/** Links of a page to files of the repository. */
export function linksOf(markdown: string): string[] {
  const prose = markdown.replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)(?: "[^"]*")?\)/g)]
    .map((match) => match[1] ?? '')
    .filter((link) => !/^[a-z]+:/.test(link));
}

/** Links in the documents of a checkout that lead nowhere. */
export async function brokenLinks(folder: string = root): Promise<string[]> {
  const { code, stdout } = await run('git', ['ls-files', '-z', '*.md'], { cwd: folder });
  if (code !== 0) throw new Error('links are checked in a Git checkout; here is none');
  const pages = stdout.split('\0').filter(Boolean);
  const broken: string[] = [];
  for (const page of pages) {
    const text = await readFile(join(folder, page), 'utf8').catch(() => '');
    for (const link of linksOf(text)) {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? join(folder, page) : join(folder, dirname(page), path);
      const found = await stat(target).catch(() => null);
      const anchors =
        found?.isFile() && anchor && target.endsWith('.md')
          ? anchorsOf(await readFile(target, 'utf8'))
          : null;
      if (!found || (anchor && anchors && !anchors.has(anchor))) broken.push(`${page}: ${link}`);
    }
  }
  return broken;
}
