import type { Verification } from "./verification.ts";

/** Whether a receiver took a delivery: what GitHub itself calls a success. */
export function receiverIsFine({ receiver }: Pick<Verification, "receiver">): boolean {
  return receiver !== undefined && receiver.statusCode >= 200 && receiver.statusCode <= 399;
}

/** Proved, and the receiver content: nothing is left to do about the hook. */
export function isSound(verification: Pick<Verification, "verdict" | "receiver">): boolean {
  return verification.verdict === "proved" && receiverIsFine(verification);
}
