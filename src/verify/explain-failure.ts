import { GitHubError, HookfleetError } from "../model/errors.ts";
import type { HookReader } from "../model/github-port.ts";
import type { VerificationSubject } from "../model/verification.ts";
import { type Finding, unverifiable } from "./verification-of.ts";

/**
 * Why a hook cannot be judged where GitHub refused something. GitHub answers 404 both for a hook
 * that is gone and for what a token may not do, so the hook itself is asked for.
 *
 * @throws whatever is no refusal of GitHub's but a bug
 */
export async function explainFailure(
  error: unknown,
  port: Pick<HookReader, "getHook">,
  { scope, hookId }: Pick<VerificationSubject, "scope" | "hookId">,
): Promise<Finding> {
  if (!(error instanceof HookfleetError)) throw error;
  const { code, message, help } = error;
  const words = help === undefined ? message : `${message}. ${help}`;
  if (!(error instanceof GitHubError) || error.status !== 404) return unverifiable(code, words);
  try {
    await port.getHook(scope, hookId);
  } catch (second) {
    if (!(second instanceof HookfleetError)) throw second;
    const isGone = second instanceof GitHubError && second.status === 404;
    return isGone
      ? unverifiable("hook-gone", "the hook is gone: it was deleted meanwhile")
      : unverifiable(second.code, second.message);
  }
  return unverifiable("missing-permission", `the hook is there, but ${words}`);
}
