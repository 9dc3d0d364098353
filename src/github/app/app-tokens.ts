import { sign } from "node:crypto";
import type { Clock } from "../../model/clock.ts";
import { GitHubError } from "../../model/errors.ts";
import { Secret } from "../../model/secret.ts";
import { helpForSuspended } from "../errors/answer-error.ts";
import { malformedAnswer, readId, readObject, readString } from "../errors/malformed-answer.ts";
import type { AppCredentials } from "../http/credentials.ts";
import { ask } from "../http/http-client.ts";
import type { HttpResponse } from "../http/http-response.ts";
import type { RequestSender } from "../http/request-sender.ts";
import type { TokenProvider } from "../http/token-provider.ts";
import { sentenceOf } from "../operation.ts";

export interface Installation {
  readonly id: number;
  readonly owner: string;
  /** It may see some of the account's repositories only. */
  readonly selected: boolean;
  /** Such as `repository_hooks: write`; undefined where the answer names none. */
  readonly permissions: Readonly<Record<string, string>> | undefined;
}

/** Finds where the App is installed on an account, be that an organization or a user. */
export async function findInstallation(app: RequestSender, owner: string): Promise<Installation> {
  const find = (among: "orgs" | "users"): Promise<Installation> => {
    const operation = { kind: "find-installation", owner, among } as const;
    return ask(app, { operation }, (value) => {
      const found = readObject(value, "the installation");
      const { suspended_at, repository_selection, permissions } = found;
      if (typeof suspended_at === "string")
        throw new GitHubError("app-suspended", `the installation on ${owner} is suspended`, {
          status: 200,
          help: sentenceOf(helpForSuspended, operation),
        });
      const id = readId(found, "the installation");
      const selected = repository_selection === "selected";
      return { id, owner, selected, permissions: hookPermissions(permissions) };
    });
  };
  try {
    return await find("orgs");
  } catch (error) {
    if (!(error instanceof GitHubError) || error.code !== "app-not-installed") throw error;
    return await find("users");
  }
}

/** Those for hooks alone, in the words that GitHub has for them. */
function hookPermissions(value: unknown): Installation["permissions"] {
  if (typeof value !== "object" || value === null) return undefined;
  const levels = Object.entries(value).filter(
    ([name, level]) =>
      /^(?:organization|repository)_hooks$/.test(name) && /^(?:read|write|admin)$/.test(level),
  );
  return Object.fromEntries(levels) as Readonly<Record<string, string>>;
}

/** A token is replaced this long before it expires: an attempt that carries it must still arrive. */
const margin = 5 * 60_000;

interface Issued {
  readonly token: Secret;
  /** By this machine's clock, in milliseconds since the epoch. */
  readonly until: number;
}

/** The tokens of one installation of a GitHub App, which GitHub issues for an hour. */
export function installationTokens(
  app: RequestSender,
  { id, owner }: Installation,
  clock: Clock,
): TokenProvider {
  let current: Issued | undefined;
  let pending: Promise<Issued> | undefined;

  const issue = (): Promise<Issued> =>
    ask(
      app,
      { operation: { kind: "create-token", owner, installation: id }, body: {} },
      (value, answer) => readIssued(value, answer, clock.now()),
    );

  async function renewed(): Promise<Secret> {
    // All that ask at the same time get the same token.
    pending ??= issue().finally(() => {
      pending = undefined;
    });
    current = await pending;
    return current.token;
  }

  return {
    kind: "installation",
    isOAuth: () => false,
    token: () => (current !== undefined && clock.now() < current.until ? current.token : renewed()),
    renew: (refused) => {
      // Another request may have met the same refusal and have a new token already.
      if (current?.token === refused) current = undefined;
      return true;
    },
  };
}

function readIssued(value: unknown, answer: HttpResponse, now: number): Issued {
  const issued = readObject(value, "the token");
  const token = readString(issued, "token", "the token");
  const expires = Date.parse(readString(issued, "expires_at", "the token"));
  if (!/^[\x21-\x7e]+$/.test(token) || Number.isNaN(expires))
    throw malformedAnswer("GitHub's answer holds no token", answer.status);
  // How long it lasts is told by GitHub's clock alone, so that ours may be wrong.
  const lasts = expires - (answer.headers.date() ?? now);
  return { token: new Secret(token), until: now + lasts - margin };
}

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
      const difference = (answer.headers.date() ?? Number.NaN) - clock.now();
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
