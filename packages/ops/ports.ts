import { createConnection } from 'node:net';
import { services } from './pilot.ts';

/** The settings that name ports, with what they are by default. */
export const USUAL_PORTS = { GATEWAY_PORT: 3001, ENGINE_PORT: 3002, JOBS_PORT: 3003 } as const;

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** A port is right where it is free, or where the product answers on it already. */
async function portProblem(name: string, port: number): Promise<string[]> {
  if (!(await isTaken(port))) return [];
  const health = await fetch(`http://localhost:${port}/healthz`)
    .then((response) => response.json())
    .catch(() => null);
  return services.includes(health?.service)
    ? []
    : [`port ${port} is taken by something else; stop it, or set ${name}`];
}

/** The ports of some settings, and which of them something else holds. */
export async function findPorts(
  settings: (name: string) => string | undefined,
): Promise<{ readonly ports: readonly number[]; readonly wrong: readonly string[] }> {
  const ports = Object.entries(USUAL_PORTS).map(
    ([name, usual]) => [name, Number(settings(name) ?? usual)] as const,
  );
  const wrong = await Promise.all(ports.map(([name, port]) => portProblem(name, port)));
  return { ports: ports.map(([, port]) => port), wrong: wrong.flat() };
}
