import { GitHubError } from "../model/errors.ts";
import type { LiveHook } from "../model/hook.ts";
import type { CreateAction } from "../model/plan.ts";
import { scopeName } from "../model/scope.ts";
import type { ApplyContext, UpdatingAction } from "./apply-context.ts";

const lookThere =
  "Look at the webhooks in its settings on GitHub and delete the hook there, or apply again if it is gone.";

/** Sizes of pages that servers have. */
const pageSizes = [30, 100];

/** What is known of a hook that exists and is not listed. Who made it is not. */
function helpForUnlisted(listed: readonly LiveHook[], error: GitHubError, wasLost: boolean) {
  const count = listed.length;
  const withoutUrl = listed.filter(
    ({ id, name, url }) => id > 0 && name === "web" && url.reveal() === "",
  );
  const isFull = count > 0 && pageSizes.some((size) => count % size === 0);
  return [
    wasLost
      ? "The create before it got no answer and may have made the hook. Apply again in a minute: if it is listed then, it is taken over."
      : undefined,
    withoutUrl.length > 0
      ? `GitHub lists ${withoutUrl.map(({ id }) => `#${id}`).join(", ")} without a URL, which may be this hook.`
      : undefined,
    isFull
      ? `The list has exactly ${count} hooks, so it may have been cut short, for example by a proxy.`
      : undefined,
    // It knows what the credential may see.
    error.help,
    lookThere,
  ]
    .filter((sentence) => sentence !== undefined)
    .join(" ");
}

function helpForListed(ids: readonly number[]): string {
  const [are, have, them] = ids.length === 1 ? ["Hook", "has", "it"] : ["Hooks", "have", "them"];
  return `${are} ${ids.map((id) => `#${id}`).join(", ")} ${have} the same URL, perhaps in another spelling. Plan again; if that changes nothing, delete ${them} on GitHub or by \`unmanaged: delete\`.`;
}

/**
 * GitHub says that the hook exists: it was made since the plan, it has the URL in another spelling, or
 * the list does not show it.
 *
 * @param wasLost whether this run asked for it before and got no answer: lists may be late
 */
export async function explainExisting(
  action: CreateAction | UpdatingAction,
  { hooks }: ApplyContext,
  { error, wasLost }: { readonly error: GitHubError; readonly wasLost: boolean },
): Promise<GitHubError> {
  const listed = await hooks.listHooks(action.scope);
  const url = action.desired.url.normalized();
  const same = listed.filter(
    ({ id, url: other }) => id !== action.live?.id && other.normalized() === url,
  );
  if (same.length > 0) return error.with({ help: helpForListed(same.map(({ id }) => id)) });
  if (action.kind !== "create") return error;
  return new GitHubError(
    "invisible-hook",
    `GitHub says that this hook already exists in ${scopeName(action.scope)}, and none of the ${listed.length} hooks that it lists has this URL`,
    {
      status: error.status,
      mayHaveHappened: wasLost,
      help: helpForUnlisted(listed, error, wasLost),
    },
  );
}
