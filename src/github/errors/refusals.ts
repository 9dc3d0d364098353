import type { Sensitive } from "../../redact/redact-known.ts";
import type { ErrorBody, HttpResponse } from "../http/http-response.ts";
import type { TokenProvider } from "../http/token-provider.ts";
import type { Operation } from "../operation.ts";
import { isOfComments, needOf, ownerOf, subjectOf, whatIsMissing } from "../operation-facts.ts";
import { describeNeed } from "./needed-permission.ts";

/** What an error needs to know of the request besides the answer. */
export interface FailedRequest {
  readonly operation: Operation;
  readonly credential: TokenProvider["kind"];
  /** Whether the credential is known to see only the webhooks that it made itself. */
  readonly isOAuth: boolean;
  /** What must not be repeated: whatever the request sent, and what else is known of the run. */
  readonly sensitive: readonly Sensitive[];
  /** A write of which an earlier attempt ended without an answer. */
  readonly mayHaveHappened: boolean;
  /** The server that was asked, without path or credential. */
  readonly origin: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface Verdict {
  readonly code: string;
  readonly help?: string;
}

interface Refusal {
  readonly code: string;
  readonly said: RegExp;
  readonly help: (about: About) => string;
}

interface About {
  readonly owner: string;
  readonly subject: string;
  readonly body: ErrorBody;
}

/**
 * Refusals that no permission helps against, by what GitHub says: it has no codes for them. The
 * wording is that of answers in public issues; what is not recognized keeps the general help.
 */
const refusals: readonly Refusal[] = [
  {
    code: "repository-blocked",
    said: /\baccess blocked\b/i,
    help: ({ subject, body }) =>
      `GitHub has blocked ${subject}${body.blockReason === "" ? "" : ` (${body.blockReason})`}: nothing of it can be read or changed. Take it out of the file; patterns skip it. Only GitHub Support can lift the block.`,
  },
  {
    code: "ip-allow-list",
    said: /\bIP allow list\b/i,
    help: ({ owner }) =>
      `The IP allow list of ${owner} does not have the address of this machine. Run from an address that it has (a self-hosted runner, a VPN), or let an owner add this one. No permission of the token changes that.`,
  },
  {
    // "forbids access via a personal access token (classic)", "… via a fine-grained personal access
    // tokens if the token's lifetime is greater than 366 days".
    code: "token-policy",
    said: /\bforbids access via\b/i,
    help: ({ owner, body: { message } }) => {
      if (/lifetime/i.test(message))
        return `A policy of ${owner} limits how long a token may live. Shorten the expiration of the token in your settings on GitHub, or use a GitHub App.`;
      return /classic/i.test(message)
        ? `A policy of ${owner} refuses classic tokens. Use a fine-grained token or a GitHub App (GITHUB_APP_ID, GITHUB_APP_PRIVATE_KEY).`
        : `A policy of ${owner} refuses tokens of this kind. Use a GitHub App (GITHUB_APP_ID, GITHUB_APP_PRIVATE_KEY).`;
    },
  },
  {
    code: "oauth-app-restricted",
    said: /OAuth App access restrictions/i,
    help: ({ owner }) =>
      `${owner} has not approved the OAuth app that the token belongs to, such as the GitHub CLI. Use a classic or fine-grained token or a GitHub App, or let an owner approve the app.`,
  },
  {
    code: "account-suspended",
    said: /\baccount was suspended\b/i,
    help: () =>
      "GitHub has suspended the account that the token belongs to. Use a token of another account.",
  },
  {
    code: "trade-controls",
    said: /\btrade controls\b/i,
    help: ({ subject }) =>
      `GitHub has disabled ${subject} because of trade controls. Take it out of the file.`,
  },
  {
    code: "archived",
    said: /\barchived\b/i,
    help: ({ subject }) => `Unarchive ${subject}, or take it out of the file.`,
  },
  {
    // https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api#failed-login-limit
    code: "bad-credentials",
    said: /login attempts exceeded/i,
    help: () => "GitHub has seen too many wrong tokens. Wait a while.",
  },
];

/** Why GitHub refuses, where it is anything but a permission; undefined where it may be one. */
export function judgeRefusal(
  { status, headers }: HttpResponse,
  body: ErrorBody,
  request: FailedRequest,
): Verdict | undefined {
  const { operation } = request;
  const { message } = body;
  const subject = subjectOf(operation);
  const about = { owner: ownerOf(operation) ?? subject, subject, body };
  if (headers.has("x-github-sso") || /\bSAML\b/.test(message))
    return { code: "saml", help: helpForSignOn(headers.get("x-github-sso"), request) };
  // https://developer.github.com/changes/2016-03-17-the-451-status-code-is-now-supported/
  const found = refusals.find(({ code, said }) =>
    status === 451 ? code === "repository-blocked" : said.test(message),
  );
  return found && { code: found.code, help: found.help(about) };
}

/** The address is given only where it is that of the organization that was asked about. */
function helpForSignOn(url: string | undefined, { operation, origin }: FailedRequest): string {
  const host = new URL(origin).host.replace(/^api\.(?=github\.com$|[^.]+\.ghe\.com$)/, "");
  const places = [host, "github.com"].map((at) => `https://${at}/orgs/${ownerOf(operation)}/sso`);
  const place = places.find((known) => known.toLowerCase() === url?.toLowerCase());
  const where = place === undefined ? "" : ` at ${place}`;
  return `Authorize the token for the organization's single sign-on${where}.`;
}

/** What refusals mean that only a GitHub App meets, most of them on its way to a token. */
export function judgeAppAnswer(
  status: number,
  message: string,
  operation: Operation,
): Verdict | undefined {
  // A token that is good otherwise, and everything it is used for, is refused like this from then on.
  const owner = ownerOf(operation);
  if (status === 403 && /\binstallation\b.*\bsuspended\b/i.test(message) && owner !== undefined)
    return suspended(owner);
  if (operation.kind !== "find-installation" && operation.kind !== "create-token") return undefined;
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
    help: `Install the GitHub App on ${operation.owner}, with the permission "Webhooks" for the organization (organization_hooks), its repositories (repository_hooks), or both.`,
  };
}

export function suspended(owner: string): Verdict {
  return {
    code: "app-suspended",
    help: `The GitHub App is suspended on ${owner}. An owner can unsuspend it among the installed GitHub Apps in the settings of ${owner}.`,
  };
}

/** What refusals mean that only comments and issues meet. */
export function judgeComments(
  status: number,
  message: string,
  { operation, credential }: FailedRequest,
): Verdict | undefined {
  if (!isOfComments(operation)) return undefined;
  const name = subjectOf(operation);
  // https://docs.github.com/en/rest/issues/issues#about-issues: switched off, they answer 410.
  if (status === 410) {
    return {
      code: "issues-disabled",
      help: `Switch Issues on in the settings of ${name}, or name another repository with --repo.`,
    };
  }
  if (status === 403 && /\blocked\b/i.test(message)) {
    return {
      code: "conversation-locked",
      help: "The conversation is locked. Unlock it, or use another one.",
    };
  }
  if (status === 403 && /\barchived\b/i.test(message)) {
    return {
      code: "archived",
      help: `${name} is archived. Unarchive it, or name another repository with --repo.`,
    };
  }
  if (status !== 404) return undefined;
  const need = describeNeed(needOf(operation), credential);
  return {
    code: "not-found",
    help: `Either ${whatIsMissing(operation)}, or the token may not see it: GitHub answers 404 to both. ${need}`,
  };
}
