import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Secret } from "../../model/secret.ts";
import type { Answer } from "../errors/answer.ts";

/** Notices when a token belongs to an OAuth app. */
export interface OAuthWatch {
  readonly observe: (answer: Answer) => void;
  readonly isOAuth: () => boolean;
  readonly notices: () => readonly Diagnostic[];
}

/**
 * An OAuth app sees only the webhooks that it made itself, so that others look absent:
 * https://docs.github.com/en/rest/repos/webhooks. Tokens of today tell by their prefix
 * (https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/);
 * older ones by the app that GitHub names in its answers. A GitHub App's user token (`ghu_`) is
 * named there as well and sees all hooks.
 */
export function watchOAuth(token: Secret): OAuthWatch {
  const value = token.reveal();
  const isNew = /^(?:gh[a-z]|github_pat)_/.test(value);
  let isOAuth = value.startsWith("gho_");
  return {
    observe: ({ headers }) => {
      if (isNew || isOAuth) return;
      isOAuth = headers.has("x-oauth-client-id") && headers.has("x-oauth-scopes");
    },
    isOAuth: () => isOAuth,
    notices: () => (isOAuth ? [notice] : []),
  };
}

const notice: Diagnostic = {
  severity: "warning",
  code: "oauth-token",
  message:
    "the token belongs to an OAuth app, such as the GitHub CLI, which sees only the webhooks that it made itself",
  help: "Webhooks of others are neither shown nor managed, and creating one that exists fails. Use a classic or fine-grained token, or a GitHub App.",
};
