import type { Answer, ErrorBody } from "./answer.ts";
import type { FailedRequest, Verdict } from "./answer-error.ts";
import { ownerOf, subjectOf } from "./request-purpose.ts";

/** How a refusal is recognized, and what can be done about it. */
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
  { status, headers }: Answer,
  body: ErrorBody,
  request: FailedRequest,
): Verdict | undefined {
  const { purpose } = request;
  const { message } = body;
  const subject = subjectOf(purpose);
  const about = { owner: ownerOf(purpose) ?? subject, subject, body };
  if (headers.has("x-github-sso") || /\bSAML\b/.test(message))
    return { code: "saml", help: helpForSignOn(headers.get("x-github-sso"), request) };
  // https://developer.github.com/changes/2016-03-17-the-451-status-code-is-now-supported/
  const found = refusals.find(({ code, said }) =>
    status === 451 ? code === "repository-blocked" : said.test(message),
  );
  return found && { code: found.code, help: found.help(about) };
}

/** The address is given only where it is that of the organization that was asked about. */
function helpForSignOn(url: string | undefined, { purpose, origin }: FailedRequest): string {
  const host = new URL(origin).host.replace(/^api\.(?=github\.com$|[^.]+\.ghe\.com$)/, "");
  const places = [host, "github.com"].map((at) => `https://${at}/orgs/${ownerOf(purpose)}/sso`);
  const place = places.find((known) => known.toLowerCase() === url?.toLowerCase());
  const where = place === undefined ? "" : ` at ${place}`;
  return `Authorize the token for the organization's single sign-on${where}.`;
}
