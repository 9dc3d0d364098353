import { Secret } from "../../model/secret.ts";
import type { Clock } from "../clock.ts";
import type { Authority } from "../http/authority.ts";
import type { AppCredentials } from "../http/credentials.ts";

/** A JSON web token of auth-app's is good for ten minutes from half a minute ago. */
const goodFor = 8 * 60_000;

/** A clock that is wrong by less is not why GitHub refuses. */
const worthCorrecting = 10_000;

const silent = { debug: noop, info: noop, warn: noop, error: noop };

function noop(): void {}

/**
 * Speaks in the name of a GitHub App itself, with JSON web tokens that `@octokit/auth-app` signs.
 * It is not asked for installation tokens: requests for those it shares between all its instances
 * by the number of the installation alone, so that two servers in one process could be handed each
 * other's.
 */
export async function openAppAuthority(
  { appId, privateKey }: AppCredentials,
  clock: Clock,
): Promise<Authority> {
  const { createAppAuth } = await import("@octokit/auth-app");
  /** How far GitHub's clock is ahead of this machine's, in milliseconds, as far as is known. */
  let skew = 0;
  /** What was thought of the clock when a token was signed. */
  const signedWith = new WeakMap<Secret, number>();
  let current: { readonly token: Promise<Secret>; readonly until: number } | undefined;

  async function sign(): Promise<Secret> {
    // auth-app asks the machine for the time; the difference to GitHub's it keeps in its state.
    const assumed = skew;
    const timeDifference = Math.round((clock.now() + assumed - Date.now()) / 1_000);
    const options = { appId, privateKey: privateKey.reveal(), log: silent, timeDifference };
    const { token } = await createAppAuth(options)({ type: "app" });
    const signed = new Secret(token);
    signedWith.set(signed, assumed);
    return signed;
  }

  return {
    kind: "app",
    isOAuth: () => false,
    token: () => {
      if (current === undefined || current.until <= clock.now())
        current = { token: sign(), until: clock.now() + goodFor };
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
