import { GitHubError } from "../../model/errors.ts";
import { websiteOf } from "../../model/hook-link.ts";
import { foreignWords } from "../../redact/foreign-text.ts";
import type { Sensitive } from "../../redact/redact-known.ts";
import { type ErrorBody, type HttpResponse, readErrorBody } from "../http/http-response.ts";
import type { TokenProvider } from "../http/token-provider.ts";
import {
  describeOperation,
  isOfComments,
  isWrite,
  needOf,
  type Operation,
  ownerOf,
  sentenceOf,
  whatIsMissing,
} from "../operation.ts";
import { readLimitHit } from "../pace/rate-limit.ts";
import { helpForMalformed, isWebPage } from "./malformed-answer.ts";
import { describeGrants, describeNeed } from "./needed-permission.ts";

/** An answer that is not a success, and what it is an answer to. */
interface Refused {
  readonly answer: HttpResponse;
  readonly body: ErrorBody;
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

type Is = (refused: Refused) => boolean;

/** What can be done about a refusal; in a text `{subject}` and `{owner}` are those of the request. */
type Help = string | ((refused: Refused) => string);

/** How a refusal is recognized, and what it means. */
interface Refusal {
  readonly code: string;
  readonly is: Is;
  readonly help: Help | undefined;
}

const when = (is: Is, code: string, help?: Help): Refusal => ({ code, is, help });

const status = (wanted: number, code: string, help?: Help): Refusal =>
  when(({ answer }) => answer.status === wanted, code, help);

/** GitHub has no codes for most refusals. The wording is that of answers in public issues. */
const forbids = (wording: RegExp, code: string, help?: Help): Refusal =>
  when(({ answer, body }) => answer.status === 403 && wording.test(body.message), code, help);

const invalid = (wording: RegExp, code: string, help?: Help): Refusal =>
  when(
    ({ answer, body }) =>
      answer.status === 422 && wording.test([body.message, ...body.details].join("\n")),
    code,
    help,
  );

export const helpForSuspended =
  "The GitHub App is suspended on {owner}. An owner can unsuspend it among the installed GitHub Apps in the settings of {owner}.";

/** Refusals on the way of a GitHub App to a token. */
const ofApp: readonly Refusal[] = [
  when(
    // A JSON web token of an App that does not exist gets a 404 "Integration not found".
    ({ answer, body }) =>
      answer.status === 401 || (answer.status === 404 && /integration/i.test(body.message)),
    "bad-app-credentials",
    "Look whether GITHUB_APP_ID is the id of the App and GITHUB_APP_PRIVATE_KEY a key of that very App, and whether the clock of this machine is right.",
  ),
  status(
    404,
    "app-not-installed",
    'Install the GitHub App on {owner}, with the permission "Webhooks" for the organization (organization_hooks), its repositories (repository_hooks), or both.',
  ),
];

/** Refusals that only comments and issues meet. */
const ofComments: readonly Refusal[] = [
  // https://docs.github.com/en/rest/issues/issues#about-issues: switched off, they answer 410.
  status(
    410,
    "issues-disabled",
    "Switch Issues on in the settings of {subject}, or name another repository with --repo.",
  ),
  forbids(
    /\blocked\b/i,
    "conversation-locked",
    "The conversation is locked. Unlock it, or use another one.",
  ),
  forbids(
    /\barchived\b/i,
    "archived",
    "{subject} is archived. Unarchive it, or name another repository with --repo.",
  ),
  status(404, "not-found", ({ operation, credential }) =>
    notFound(operation, "the token may not see it", describeNeed(needOf(operation), credential)),
  ),
];

/** Refusals that no permission helps against. */
const ofPolicies: readonly Refusal[] = [
  when(
    ({ answer, body }) =>
      [403, 451].includes(answer.status) &&
      (answer.headers.has("x-github-sso") || /\bSAML\b/.test(body.message)),
    "saml",
    helpForSignOn,
  ),
  // https://developer.github.com/changes/2016-03-17-the-451-status-code-is-now-supported/
  status(451, "repository-blocked", helpForBlocked),
  forbids(/\baccess blocked\b/i, "repository-blocked", helpForBlocked),
  forbids(
    /\bIP allow list\b/i,
    "ip-allow-list",
    "The IP allow list of {owner} does not have the address of this machine. Run from an address that it has (a self-hosted runner, a VPN), or let an owner add this one. No permission of the token changes that.",
  ),
  // "forbids access via a personal access token (classic)", "… via a fine-grained personal access
  // tokens if the token's lifetime is greater than 366 days".
  forbids(/\bforbids access via\b/i, "token-policy", ({ body: { message } }) => {
    if (/lifetime/i.test(message))
      return "A policy of {owner} limits how long a token may live. Shorten the expiration of the token in your settings on GitHub, or use a GitHub App.";
    const [what, instead] = /classic/i.test(message)
      ? ["classic tokens", "a fine-grained token or a GitHub App"]
      : ["tokens of this kind", "a GitHub App"];
    return `A policy of {owner} refuses ${what}. Use ${instead} (GITHUB_APP_ID, GITHUB_APP_PRIVATE_KEY).`;
  }),
  forbids(
    /OAuth App access restrictions/i,
    "oauth-app-restricted",
    "{owner} has not approved the OAuth app that the token belongs to, such as the GitHub CLI. Use a classic or fine-grained token or a GitHub App, or let an owner approve the app.",
  ),
  forbids(
    /\baccount was suspended\b/i,
    "account-suspended",
    "GitHub has suspended the account that the token belongs to. Use a token of another account.",
  ),
  forbids(
    /\btrade controls\b/i,
    "trade-controls",
    "GitHub has disabled {subject} because of trade controls. Take it out of the file.",
  ),
  forbids(/\barchived\b/i, "archived", "Unarchive {subject}, or take it out of the file."),
  // https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api#failed-login-limit
  forbids(
    /login attempts exceeded/i,
    "bad-credentials",
    "GitHub has seen too many wrong tokens. Wait a while.",
  ),
];

/** In their order: the first that fits. */
const refusals: readonly Refusal[] = [
  // It says nothing of permissions on GitHub.
  when(
    ({ answer }) => answer.status < 500 && isWebPage(answer),
    "malformed-answer",
    `The answer is a web page. ${helpForMalformed}`,
  ),
  // A token that is good otherwise, and everything it is used for, is refused like this.
  ...only(
    [forbids(/\binstallation\b.*\bsuspended\b/i, "app-suspended", helpForSuspended)],
    ({ operation }) => ownerOf(operation) !== undefined,
  ),
  ...only(ofApp, ({ operation: { kind } }) => /^(?:find-installation|create-token)$/.test(kind)),
  ...only(ofComments, ({ operation }) => isOfComments(operation)),
  ...ofPolicies,
  status(400, "bad-request"),
  when(
    ({ answer, credential }) => answer.status === 401 && credential === "installation",
    "app-token-refused",
    "GitHub refuses a token that it has just made for the GitHub App. Look whether the App is still installed there.",
  ),
  status(
    401,
    "bad-credentials",
    "The token is wrong, has expired, was revoked or is of another server. Set GITHUB_TOKEN (or GH_TOKEN) to a valid one.",
  ),
  forbids(
    /not accessible by|must (?:have admin|be an? )/i,
    "missing-permission",
    helpForPermission,
  ),
  when(
    ({ answer }) => answer.status === 403 && answer.headers.has("x-accepted-github-permissions"),
    "missing-permission",
    helpForPermission,
  ),
  status(403, "forbidden", helpForPermission),
  status(404, "not-found", (refused) =>
    notFound(
      refused.operation,
      refused.credential === "installation"
        ? "the GitHub App is not installed on it or may not do this"
        : "the token may not do this",
      helpForPermission(refused),
    ),
  ),
  status(409, "conflict"),
  status(
    410,
    "api-version-retired",
    "GitHub has retired the version of its API that this hookfleet speaks. Use a newer hookfleet.",
  ),
  invalid(/hook already exists/i, "hook-exists", ({ isOAuth }) =>
    isOAuth
      ? "The token belongs to an OAuth app, which sees only the webhooks that it made itself: another credential may have made the existing one. Use a classic or fine-grained token, or a GitHub App."
      : "If no list shows the existing hook, an OAuth app may have made it: GitHub shows such hooks to that app alone.",
  ),
  invalid(
    /cannot have more than \d+ hooks/i,
    "event-limit",
    "Remove hooks that listen to these events first.",
  ),
  status(422, "validation-failed"),
  when(
    ({ answer }) => answer.status >= 500,
    "server-error",
    "GitHub failed; see https://www.githubstatus.com.",
  ),
];

function only(some: readonly Refusal[], where: Is): readonly Refusal[] {
  return some.map((one) => ({ ...one, is: (refused) => where(refused) && one.is(refused) }));
}

function notFound(operation: Operation, or: string, help: string): string {
  return `Either ${whatIsMissing(operation)}, or ${or}: GitHub answers 404 to both. ${help}`;
}

function helpForBlocked({ body: { blockReason } }: Refused): string {
  const why = blockReason === "" ? "" : ` (${blockReason})`;
  return `GitHub has blocked {subject}${why}: nothing of it can be read or changed. Take it out of the file; patterns skip it. Only GitHub Support can lift the block.`;
}

/** The address is given only where it is that of the organization that was asked about. */
function helpForSignOn({ answer, operation, origin }: Refused): string {
  const url = answer.headers.get("x-github-sso");
  const servers = [websiteOf(origin), "https://github.com"];
  const places = servers.map((server) => `${server}/orgs/${ownerOf(operation)}/sso`);
  const place = places.find((known) => known.toLowerCase() === url?.toLowerCase());
  const where = place === undefined ? "" : ` at ${place}`;
  return `Authorize the token for the organization's single sign-on${where}.`;
}

function helpForPermission({ answer, operation, credential, sensitive }: Refused): string {
  const need = describeNeed(needOf(operation), credential);
  return `${need}${describeGrants(answer, sensitive)}`.trim();
}

/** Turns an answer that is not a success into the error for it, with GitHub's words made harmless. */
export function answerError(
  answer: HttpResponse,
  request: Omit<Refused, "answer" | "body">,
): GitHubError {
  const { operation, sensitive, now } = request;
  const { status } = answer;
  const body = readErrorBody(answer.text);
  const message = [body.message, body.details.join("; ")].filter((part) => part !== "").join(": ");
  const words = foreignWords(message, sensitive);
  const limit = readLimitHit(answer, 0, now);
  const { code, help } =
    limit === undefined
      ? judge({ ...request, answer, body })
      : { code: limit.reason, help: `Retry after ${limit.seconds} s.` };
  return new GitHubError(
    code,
    `cannot ${describeOperation(operation)}: GitHub answers ${status}${words === "" ? "" : `, ${words}`}`,
    {
      status,
      help,
      mayHaveHappened: request.mayHaveHappened || (status >= 500 && isWrite(operation)),
    },
  );
}

function judge(refused: Refused) {
  const { code, help } = refusals.find(({ is }) => is(refused)) ?? status(0, "unexpected-answer");
  const text = typeof help === "function" ? help(refused) : help;
  return { code, help: text ? sentenceOf(text, refused.operation) : undefined };
}
