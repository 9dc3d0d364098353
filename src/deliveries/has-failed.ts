import type { Delivery } from "../model/delivery.ts";

/**
 * Whether a delivery did not reach its receiver, or was refused there. GitHub's own filter
 * (`status=failure`) takes 400 to 599 alone, and leaves out what got no answer at all.
 */
export function hasFailed({ statusCode }: Pick<Delivery, "statusCode">): boolean {
  return statusCode < 200 || statusCode > 399;
}
