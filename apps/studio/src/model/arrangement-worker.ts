import { arrangementOf, type Drawn } from './arrangement.ts';

/** Lays diagrams out beside the page: hundreds of names take a third of a second. Answers through the port it is given. */
addEventListener('message', ({ data, ports: [reply] }: MessageEvent<readonly Drawn[]>) =>
  reply?.postMessage(arrangementOf(data)),
);
