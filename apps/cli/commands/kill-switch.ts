import { createClient, SandboxError } from '@scenario-sandbox/sdk';
import { CliError, EXIT } from '../exit.ts';

/** `sandbox kill-switch on|off`: at the gateway of this machine; ADMIN_TOKEN where it asks for one. */
export default async function killSwitch(
  state: string,
  flags: { reason?: string },
): Promise<number> {
  if (state !== 'on' && state !== 'off') throw new CliError(`"${state}": expected on or off`);
  const { ADMIN_TOKEN: adminToken, GATEWAY_PORT = '3001' } = process.env;
  const baseUrl = process.env.GATEWAY_URL ?? `http://localhost:${GATEWAY_PORT}`;
  const client = createClient({ baseUrl, ...(adminToken && { adminToken }) });
  try {
    await client.killSwitch(state === 'on', flags.reason);
  } catch (error) {
    if (error instanceof SandboxError) throw new CliError(error.message, EXIT.no);
    throw new CliError(`no gateway answers at ${baseUrl}`, EXIT.no);
  }
  process.stdout.write(`The kill switch is ${state}.\n`);
  return EXIT.done;
}
