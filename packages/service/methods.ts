import { sendProblem } from './errors.ts';
import { ProblemError } from './problem.ts';
import type { App } from './types.ts';

/** Unknown paths are 404; known ones asked with another method are 405, with `Allow`. */
export function answerUnknownRoutes(app: App): void {
  const methods = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    if (url === '*') return;
    const known = methods.get(url) ?? new Set();
    for (const each of [method].flat()) known.add(each);
    methods.set(url, known);
  });
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    const allowed = [...methods]
      .filter(([url]) => matches(url, path))
      .flatMap(([, set]) => [...set]);
    if (allowed.length === 0 || allowed.includes(request.method)) {
      sendProblem(
        new ProblemError('NOT_FOUND', 'the path: nothing is served here.'),
        request,
        reply,
      );
      return;
    }
    const allow = [...new Set(allowed)].sort().join(', ');
    sendProblem(
      new ProblemError('METHOD_NOT_ALLOWED', `the method: expected ${allow}.`, {
        headers: { allow },
      }),
      request,
      reply,
    );
  });
}

function matches(pattern: string, path: string): boolean {
  const expected = pattern.split('/');
  const actual = path.split('/');
  if (expected.at(-1) === '*') actual.length = Math.min(actual.length, expected.length);
  return (
    expected.length === actual.length &&
    expected.every((part, index) => part === '*' || part.startsWith(':') || part === actual[index])
  );
}
