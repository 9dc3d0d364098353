import type { SeedToken } from "../seed/seed.ts";
import type { TokenRecord } from "./world.ts";

const lowerCased = (names: readonly string[]): ReadonlySet<string> =>
  new Set(names.map((name) => name.toLowerCase()));

/** Fills in what the seed leaves out of its tokens: a classic token that administers hooks. */
export function buildTokens(tokens: Readonly<Record<string, SeedToken>>): Map<string, TokenRecord> {
  return new Map(
    Object.entries(tokens).map(([value, token]) => [
      value,
      {
        login: token.login ?? "octocat",
        kind: token.kind ?? "classic",
        scopes: token.scopes ?? ["admin:org_hook", "repo"],
        permissions: token.permissions ?? {},
        only: token.only === undefined ? undefined : lowerCased(token.only),
        app: token.app,
        sso: lowerCased(token.sso ?? []),
      },
    ]),
  );
}
