import type { Verification, VerificationSubject, VerifySecret } from "../model/verification.ts";

/** As many pings are waited for as GitHub's pace lets out in half a minute. */
const atOnce = 50;

/** Verifies many hooks, some at once, in the order in which they were given. */
export async function verifyAll(
  subjects: readonly VerificationSubject[],
  verify: VerifySecret,
  onVerified?: (verification: Verification, done: number, total: number) => void,
): Promise<readonly Verification[]> {
  const verifications: Verification[] = [];
  const queue = subjects.entries();
  let done = 0;

  async function work(): Promise<void> {
    for (const [index, subject] of queue) {
      const verification = await verify(subject);
      verifications[index] = verification;
      done += 1;
      onVerified?.(verification, done, subjects.length);
    }
  }

  await Promise.all(Array.from({ length: Math.min(atOnce, subjects.length) }, work));
  return verifications;
}
