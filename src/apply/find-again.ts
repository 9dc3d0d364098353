import { GitHubError } from "../model/errors.ts";
import type { HookReader } from "../model/github-port.ts";
import type { LiveHook } from "../model/hook.ts";
import type { Scope } from "../model/scope.ts";

function same(left: LiveHook, right: LiveHook): boolean {
  return (
    left.name === right.name &&
    left.url.reveal() === right.url.reveal() &&
    left.events.join() === right.events.join() &&
    left.active === right.active &&
    left.contentType === right.contentType &&
    left.insecureSsl === right.insecureSsl &&
    left.hasSecret === right.hasSecret
  );
}

/**
 * Looks whether a hook is still the one the plan was made from, right before something that cannot
 * be undone.
 *
 * @param untouched also asks that nothing was written to it at all: a secret that somebody exchanged
 *   looks the same, and only `updated_at` tells
 * @returns the hook, or undefined where it is gone for certain: a 404 may also mean that the token
 *   may not see it, so the list has to agree.
 * @throws GitHubError `changed-since-plan` where it is another hook now
 */
export async function findAgain(
  reader: HookReader,
  scope: Scope,
  planned: LiveHook,
  { untouched = false }: { readonly untouched?: boolean } = {},
): Promise<LiveHook | undefined> {
  let current: LiveHook;
  try {
    current = await reader.getHook(scope, planned.id);
  } catch (error) {
    if (!(error instanceof GitHubError) || error.status !== 404) throw error;
    if (!(await isListed(reader, scope, planned.id))) return undefined;
    throw error;
  }
  if (same(current, planned) && !(untouched && current.updatedAt !== planned.updatedAt))
    return current;
  throw new GitHubError(
    "changed-since-plan",
    `hook #${planned.id} is not the hook of the plan any more: somebody changed it since`,
    { status: 200, help: "Plan again, and look at what it is now." },
  );
}

/** True where the scope's list still has the hook. */
export async function isListed(reader: HookReader, scope: Scope, id: number): Promise<boolean> {
  return (await reader.listHooks(scope)).some((hook) => hook.id === id);
}
