import type { App } from './types.ts';

/** What keeps a service from starting, in one line that names the setting. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** Connections that wait to be accepted: clients of a gateway that went away come back all at once. */
const BACKLOG = 4_096;

/** Opens the service's port. setting: what names the port. Errors: StartError for what people meet at a start. */
export async function listen(
  app: App,
  { host, port }: { readonly host: string; readonly port: number },
  setting: 'GATEWAY_PORT' | 'ENGINE_PORT' | 'JOBS_PORT',
): Promise<void> {
  try {
    await app.listen({ host, port, backlog: BACKLOG });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new StartError(`port ${port} is in use; stop what uses it, or set ${setting}`);
    }
    if (code === 'EACCES') throw new StartError(`port ${port} may not be used; set ${setting}`);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
      throw new StartError('HOST: not an address of this machine; leave it unset for 127.0.0.1');
    }
    throw error;
  }
}
