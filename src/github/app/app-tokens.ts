import { sign } from "node:crypto";
import type { Clock } from "../../model/clock.ts";
import { Secret } from "../../model/secret.ts";
import type { AppCredentials } from "../http/credentials.ts";
import type { TokenProvider } from "../http/token-provider.ts";

/** A JSON web token is good for ten minutes from half a minute ago. */
const goodFor = 8 * 60_000;

/** A clock that is wrong by less is not why GitHub refuses. */
const worthCorrecting = 10_000;

/**
 * The tokens of a GitHub App itself: JSON web tokens that it signs.
 * https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app
 */
export function appTokens({ appId, privateKey }: AppCredentials, clock: Clock): TokenProvider {
  /** How far GitHub's clock is ahead of this machine's, in milliseconds, as far as is known. */
  let skew = 0;
  /** What was thought of the clock when a token was signed. */
  const signedWith = new WeakMap<Secret, number>();
  let current: { readonly token: Secret; readonly until: number } | undefined;

  function issue(): Secret {
    const now = Math.floor((clock.now() + skew) / 1_000) - 30;
    const token = signToken({ iat: now, exp: now + 600, iss: appId }, privateKey);
    signedWith.set(token, skew);
    return token;
  }

  return {
    kind: "app",
    isOAuth: () => false,
    token: () => {
      if (current === undefined || current.until <= clock.now())
        current = { token: issue(), until: clock.now() + goodFor };
      return current.token;
    },
    // A token from the future, or of the past, is what a wrong clock makes.
    renew: (refused, answer) => {
      // Other accounts were asked at the same time, and their refusal has corrected the clock already.
      if (signedWith.get(refused) !== skew) return true;
      const theirs = Date.parse(answer.headers.get("date") ?? "");
      const difference = theirs - clock.now();
      if (!(Math.abs(difference - skew) >= worthCorrecting)) return false;
      skew = difference;
      current = undefined;
      return true;
    },
  };
}

/** RS256: https://www.rfc-editor.org/rfc/rfc7519 */
function signToken(claims: Readonly<Record<string, string | number>>, key: Secret): Secret {
  const signed = [{ alg: "RS256", typ: "JWT" }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  const signature = sign("sha256", Buffer.from(signed), key.reveal()).toString("base64url");
  return new Secret(`${signed}.${signature}`);
}
