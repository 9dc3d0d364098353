import type { Verdict } from "../errors/answer-error.ts";
import { ownerOf, type RequestPurpose } from "../errors/request-purpose.ts";

/** What refusals mean that only a GitHub App meets, most of them on its way to a token. */
export function judgeAppAnswer(
  status: number,
  message: string,
  purpose: RequestPurpose,
): Verdict | undefined {
  // A token that is good otherwise, and everything it is used for, is refused like this from then on.
  const owner = ownerOf(purpose);
  if (status === 403 && /\binstallation\b.*\bsuspended\b/i.test(message) && owner !== undefined)
    return suspended(owner);
  if (purpose.kind !== "find-installation" && purpose.kind !== "create-token") return undefined;
  // A JSON web token of an App that does not exist gets a 404 "Integration not found".
  if (status === 401 || (status === 404 && /integration/i.test(message))) {
    return {
      code: "bad-app-credentials",
      help: "Look whether GITHUB_APP_ID is the id of the App and GITHUB_APP_PRIVATE_KEY a key of that very App, and whether the clock of this machine is right.",
    };
  }
  if (status !== 404) return undefined;
  return {
    code: "app-not-installed",
    help: `Install the GitHub App on ${purpose.owner}, with the permission "Webhooks" for the organization (organization_hooks), its repositories (repository_hooks), or both.`,
  };
}

export function suspended(owner: string): Verdict {
  return {
    code: "app-suspended",
    help: `Somebody has suspended the GitHub App on ${owner}. An owner can unsuspend it among the installed GitHub Apps in the settings of ${owner}.`,
  };
}
