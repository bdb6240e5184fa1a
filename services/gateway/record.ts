import type { GatewayContext } from './context.ts';

/** A change that is done stays done when its entry in the trail fails; the failure is logged. */
export async function record(
  context: GatewayContext,
  who: string,
  action: string,
  target: string | null,
  result: string,
): Promise<void> {
  await context.audit.record({ who, action, target, result }).catch(context.onFault);
}
