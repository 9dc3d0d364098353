import type { DeliveryDetail } from "../model/delivery.ts";
import { GitHubError } from "../model/errors.ts";
import type { DeliveryReader } from "../model/github-port.ts";
import type { VerificationSubject } from "../model/verification.ts";

/** One delivery in full; undefined where it has grown too old since it was listed, or is not there yet. */
export async function readDelivery(
  port: DeliveryReader,
  { scope, hookId }: Pick<VerificationSubject, "scope" | "hookId">,
  deliveryId: number,
): Promise<DeliveryDetail | undefined> {
  try {
    return await port.getDelivery(scope, hookId, deliveryId);
  } catch (error) {
    if (error instanceof GitHubError && error.status === 404) return undefined;
    throw error;
  }
}
