import type { Diagnostic } from "../../model/diagnostic.ts";
import { type Grants, noGrants } from "../../model/grants.ts";
import type { Secret } from "../../model/secret.ts";
import type { HttpResponse } from "./http-response.ts";

/** Whose tokens requests carry. */
export interface TokenProvider {
  readonly kind: "token" | "app" | "installation";
  /** What the next request carries. */
  readonly token: () => Secret | Promise<Secret>;
  /**
   * GitHub answered 401 to one of these tokens. Says whether another attempt has a chance, because the
   * next token will be another one.
   */
  readonly renew: (refused: Secret, answer: HttpResponse) => boolean;
  /** Told of every success. */
  readonly observe?: (answer: HttpResponse) => void;
  /** Whether it is known to be an OAuth app, which sees only the webhooks that it made itself. */
  readonly isOAuth: () => boolean;
}

/**
 * A personal token, which is never renewed. An OAuth app sees only the webhooks that it made itself, so
 * that others look absent: https://docs.github.com/en/rest/repos/webhooks. Its tokens have a prefix
 * (https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/);
 * for older ones GitHub names the app in its answers, as it does for a GitHub App's user token (`ghu_`),
 * which sees all hooks.
 */
export function personalToken(token: Secret): TokenProvider & {
  readonly notices: () => readonly Diagnostic[];
  readonly grants: () => Grants;
} {
  const value = token.reveal();
  const isNew = /^(?:gh[a-z]|github_pat)_/.test(value);
  let isOAuth = value.startsWith("gho_");
  let grants = noGrants;
  return {
    kind: "token",
    token: () => token,
    renew: () => false,
    grants: () => grants,
    observe: ({ headers }) => {
      const expires = headers.get("github-authentication-token-expiration") ?? grants.expires;
      const scopes = headers.get("x-oauth-scopes")?.split(/[,;] */) ?? grants.scopes;
      grants = { scopes, permissions: undefined, expires };
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
