import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

/** Below the ports that systems give to connections as they come: nobody gets one of these by chance. */
const FIRST = 20_000;
const COUNT = 12_000;
let next = process.pid * 7_919;

/**
 * A port of this machine that nothing listens on, and that no other caller is given while this process lives:
 * the same number is held for UDP, where none of our services listens.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < COUNT; tries += 1) {
    next += 1;
    const port = FIRST + (next % COUNT);
    if ((await claims(port)) && (await isFree(port))) return port;
  }
  throw new Error('no port is free');
}

function claims(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4').once('error', () => resolve(false));
    socket.bind({ port, address: '127.0.0.1', exclusive: true }, () => {
      socket.unref();
      resolve(true);
    });
  });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1' }, () => server.close(() => resolve(true)));
  });
}
