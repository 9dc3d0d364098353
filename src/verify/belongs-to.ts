import type { DeliveryDetail } from "../model/delivery.ts";

/**
 * Whether a delivery names the hook and itself as they were asked for. Something between here and
 * GitHub that answers with another hook's delivery must not decide about this one.
 */
export function belongsTo({ guid, request }: DeliveryDetail, hookId: number): boolean {
  const { headers = {} } = request;
  const named = headers["x-github-hook-id"] ?? String(hookId);
  const delivered = headers["x-github-delivery"] ?? guid;
  return named === String(hookId) && delivered.toLowerCase() === guid.toLowerCase();
}
