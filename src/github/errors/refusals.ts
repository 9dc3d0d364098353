import { foreignWords } from "../../redact/foreign-text.ts";
import type { Sensitive } from "../../redact/redact-known.ts";
import type { ErrorBody, HttpResponse } from "../http/http-response.ts";
import type { TokenProvider } from "../http/token-provider.ts";
import {
  isOfComments,
  needOf,
  type Operation,
  ownerOf,
  subjectOf,
  whatIsMissing,
} from "../operation.ts";
import { helpForMalformed, isWebPage } from "./malformed-answer.ts";
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

/** An answer that is not a success, and what it is an answer to. */
export interface Refused extends FailedRequest {
  readonly answer: HttpResponse;
  readonly body: ErrorBody;
}

/** How a refusal is recognized, and what can be done about it. */
interface Refusal {
  readonly code: string;
  readonly is: (refused: Refused) => boolean;
  readonly help?: (refused: Refused) => string;
}

function status(wanted: number): Refusal["is"] {
  return ({ answer }) => answer.status === wanted;
}

/** GitHub has no codes for most refusals. The wording is that of answers in public issues. */
function forbids(said: RegExp): Refusal["is"] {
  return ({ answer, body }) => answer.status === 403 && said.test(body.message);
}

function invalid(said: RegExp): Refusal["is"] {
  return ({ answer, body }) =>
    answer.status === 422 && said.test([body.message, ...body.details].join("\n"));
}

const ownerIn = ({ operation }: Refused): string => ownerOf(operation) ?? subjectOf(operation);

/** Refusals on the way of a GitHub App to a token. */
const ofApp: readonly Refusal[] = [
  {
    // A JSON web token of an App that does not exist gets a 404 "Integration not found".
    code: "bad-app-credentials",
    is: (refused) =>
      status(401)(refused) || (status(404)(refused) && /integration/i.test(refused.body.message)),
    help: () =>
      "Look whether GITHUB_APP_ID is the id of the App and GITHUB_APP_PRIVATE_KEY a key of that very App, and whether the clock of this machine is right.",
  },
  {
    code: "app-not-installed",
    is: status(404),
    help: (refused) =>
      `Install the GitHub App on ${ownerIn(refused)}, with the permission "Webhooks" for the organization (organization_hooks), its repositories (repository_hooks), or both.`,
  },
];

/** Refusals that only comments and issues meet. */
const ofComments: readonly Refusal[] = [
  {
    // https://docs.github.com/en/rest/issues/issues#about-issues: switched off, they answer 410.
    code: "issues-disabled",
    is: status(410),
    help: ({ operation }) =>
      `Switch Issues on in the settings of ${subjectOf(operation)}, or name another repository with --repo.`,
  },
  {
    code: "conversation-locked",
    is: forbids(/\blocked\b/i),
    help: () => "The conversation is locked. Unlock it, or use another one.",
  },
  {
    code: "archived",
    is: forbids(/\barchived\b/i),
    help: ({ operation }) =>
      `${subjectOf(operation)} is archived. Unarchive it, or name another repository with --repo.`,
  },
  {
    code: "not-found",
    is: status(404),
    help: ({ operation, credential }) =>
      `Either ${whatIsMissing(operation)}, or the token may not see it: GitHub answers 404 to both. ${describeNeed(needOf(operation), credential)}`,
  },
];

/** Refusals that no permission helps against. */
const ofPolicies: readonly Refusal[] = [
  {
    code: "saml",
    is: ({ answer, body }) =>
      [403, 451].includes(answer.status) &&
      (answer.headers.has("x-github-sso") || /\bSAML\b/.test(body.message)),
    help: helpForSignOn,
  },
  {
    // https://developer.github.com/changes/2016-03-17-the-451-status-code-is-now-supported/
    code: "repository-blocked",
    is: (refused) => status(451)(refused) || forbids(/\baccess blocked\b/i)(refused),
    help: ({ operation, body: { blockReason } }) =>
      `GitHub has blocked ${subjectOf(operation)}${blockReason === "" ? "" : ` (${blockReason})`}: nothing of it can be read or changed. Take it out of the file; patterns skip it. Only GitHub Support can lift the block.`,
  },
  {
    code: "ip-allow-list",
    is: forbids(/\bIP allow list\b/i),
    help: (refused) =>
      `The IP allow list of ${ownerIn(refused)} does not have the address of this machine. Run from an address that it has (a self-hosted runner, a VPN), or let an owner add this one. No permission of the token changes that.`,
  },
  {
    // "forbids access via a personal access token (classic)", "… via a fine-grained personal access
    // tokens if the token's lifetime is greater than 366 days".
    code: "token-policy",
    is: forbids(/\bforbids access via\b/i),
    help: (refused) => {
      const { message } = refused.body;
      const policy = `A policy of ${ownerIn(refused)}`;
      if (/lifetime/i.test(message))
        return `${policy} limits how long a token may live. Shorten the expiration of the token in your settings on GitHub, or use a GitHub App.`;
      return /classic/i.test(message)
        ? `${policy} refuses classic tokens. Use a fine-grained token or a GitHub App (GITHUB_APP_ID, GITHUB_APP_PRIVATE_KEY).`
        : `${policy} refuses tokens of this kind. Use a GitHub App (GITHUB_APP_ID, GITHUB_APP_PRIVATE_KEY).`;
    },
  },
  {
    code: "oauth-app-restricted",
    is: forbids(/OAuth App access restrictions/i),
    help: (refused) =>
      `${ownerIn(refused)} has not approved the OAuth app that the token belongs to, such as the GitHub CLI. Use a classic or fine-grained token or a GitHub App, or let an owner approve the app.`,
  },
  {
    code: "account-suspended",
    is: forbids(/\baccount was suspended\b/i),
    help: () =>
      "GitHub has suspended the account that the token belongs to. Use a token of another account.",
  },
  {
    code: "trade-controls",
    is: forbids(/\btrade controls\b/i),
    help: ({ operation }) =>
      `GitHub has disabled ${subjectOf(operation)} because of trade controls. Take it out of the file.`,
  },
  {
    code: "archived",
    is: forbids(/\barchived\b/i),
    help: ({ operation }) => `Unarchive ${subjectOf(operation)}, or take it out of the file.`,
  },
  {
    // https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api#failed-login-limit
    code: "bad-credentials",
    is: forbids(/login attempts exceeded/i),
    help: () => "GitHub has seen too many wrong tokens. Wait a while.",
  },
];

/** In their order: the first that fits. */
const refusals: readonly Refusal[] = [
  {
    // It says nothing of permissions on GitHub.
    code: "malformed-answer",
    is: ({ answer }) => answer.status < 500 && isWebPage(answer),
    help: () => `The answer is a web page. ${helpForMalformed}`,
  },
  {
    // A token that is good otherwise, and everything it is used for, is refused like this.
    code: "app-suspended",
    is: (refused) =>
      forbids(/\binstallation\b.*\bsuspended\b/i)(refused) &&
      ownerOf(refused.operation) !== undefined,
    help: (refused) => helpForSuspended(ownerIn(refused)),
  },
  ...only(ofApp, ({ operation: { kind } }) => /^(?:find-installation|create-token)$/.test(kind)),
  ...only(ofComments, ({ operation }) => isOfComments(operation)),
  ...ofPolicies,
  { code: "bad-request", is: status(400) },
  {
    code: "app-token-refused",
    is: (refused) => status(401)(refused) && refused.credential === "installation",
    help: () =>
      "GitHub refuses a token that it has just made for the GitHub App. Look whether the App is still installed there.",
  },
  {
    code: "bad-credentials",
    is: status(401),
    help: () =>
      "The token is wrong, has expired or was revoked. Set GITHUB_TOKEN (or GH_TOKEN) to a valid one.",
  },
  {
    code: "missing-permission",
    is: (refused) =>
      forbids(/not accessible by|must (?:have admin|be an? )/i)(refused) ||
      (status(403)(refused) && refused.answer.headers.has("x-accepted-github-permissions")),
    help: helpForPermission,
  },
  { code: "forbidden", is: status(403), help: helpForPermission },
  {
    code: "not-found",
    is: status(404),
    help: (refused) => {
      const or =
        refused.credential === "installation"
          ? "the GitHub App is not installed on it or may not do this"
          : "the token may not do this";
      return `Either ${whatIsMissing(refused.operation)}, or ${or}: GitHub answers 404 to both. ${helpForPermission(refused)}`;
    },
  },
  { code: "conflict", is: status(409) },
  {
    code: "api-version-retired",
    is: status(410),
    help: () =>
      "GitHub has retired the version of its API that this hookfleet speaks. Use a newer hookfleet.",
  },
  {
    code: "hook-exists",
    is: invalid(/hook already exists/i),
    help: ({ isOAuth }) =>
      isOAuth
        ? "The token belongs to an OAuth app, which sees only the webhooks that it made itself: another credential may have made the existing one. Use a classic or fine-grained token, or a GitHub App."
        : "If no list shows the existing hook, an OAuth app may have made it: GitHub shows such hooks to that app alone.",
  },
  {
    code: "event-limit",
    is: invalid(/cannot have more than \d+ hooks/i),
    help: () => "Remove hooks that listen to these events first.",
  },
  { code: "validation-failed", is: status(422) },
  {
    code: "server-error",
    is: ({ answer }) => answer.status >= 500,
    help: () => "GitHub failed; see https://www.githubstatus.com.",
  },
];

function only(some: readonly Refusal[], where: (refused: Refused) => boolean): readonly Refusal[] {
  return some.map((one) => ({ ...one, is: (refused) => where(refused) && one.is(refused) }));
}

/** What an answer means, and what to do about it. */
export function judgeRefusal(refused: Refused): {
  readonly code: string;
  readonly help?: string | undefined;
} {
  const found = refusals.find(({ is }) => is(refused));
  return { code: found?.code ?? "unexpected-answer", help: found?.help?.(refused) };
}

export function helpForSuspended(owner: string): string {
  return `The GitHub App is suspended on ${owner}. An owner can unsuspend it among the installed GitHub Apps in the settings of ${owner}.`;
}

/** The address is given only where it is that of the organization that was asked about. */
function helpForSignOn({ answer, operation, origin }: Refused): string {
  const url = answer.headers.get("x-github-sso");
  const host = new URL(origin).host.replace(/^api\.(?=github\.com$|[^.]+\.ghe\.com$)/, "");
  const places = [host, "github.com"].map((at) => `https://${at}/orgs/${ownerOf(operation)}/sso`);
  const place = places.find((known) => known.toLowerCase() === url?.toLowerCase());
  const where = place === undefined ? "" : ` at ${place}`;
  return `Authorize the token for the organization's single sign-on${where}.`;
}

/** The need as documented, and beside it what this very answer says was needed and was there. */
function helpForPermission({ answer, operation, credential, sensitive }: Refused): string {
  const facts = (
    [
      ["x-accepted-github-permissions", "GitHub asks for the permission"],
      ["x-accepted-oauth-scopes", "GitHub accepts the scopes"],
      ["x-oauth-scopes", "the token has the scopes"],
    ] as const
  ).flatMap(([header, meaning]) => {
    const value = foreignWords(answer.headers.get(header) ?? "", sensitive);
    return value === "" ? [] : [`${meaning} ${value}`];
  });
  const told = facts.length === 0 ? "" : ` (In this answer, ${facts.join("; ")}.)`;
  return `${describeNeed(needOf(operation), credential)}${told}`.trim();
}
