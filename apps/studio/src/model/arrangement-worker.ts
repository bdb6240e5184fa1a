import { type Arrangement, arrangementOf, type Drawn } from './arrangement.ts';

/** Lays a diagram out beside the page: hundreds of names take a third of a second. */

const answer = (arrangement: Arrangement): void => postMessage(arrangement);

addEventListener('message', ({ data }: MessageEvent<readonly Drawn[]>) =>
  answer(arrangementOf(data)),
);
