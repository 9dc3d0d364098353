import { Secret } from "../../model/secret.ts";
import type { Clock } from "../clock.ts";
import type { Answer } from "../errors/answer.ts";
import { malformedAnswer, parseFor } from "../errors/malformed-answer.ts";
import { readJson, readObject, readString } from "../errors/read-json.ts";
import type { RequestSender } from "../http/request-sender.ts";
import type { TokenProvider } from "../http/token-provider.ts";
import type { Installation } from "./installation.ts";

/** A token is replaced this long before it expires: an attempt that carries it must still arrive. */
const margin = 5 * 60_000;

interface Issued {
  readonly token: Secret;
  /** By this machine's clock, in milliseconds since the epoch. */
  readonly until: number;
}

/**
 * The tokens of one installation of a GitHub App, which GitHub issues for an hour: https://docs.github.com/en/rest/apps/apps#create-an-installation-access-token-for-an-app
 */
export function installationTokens(
  app: RequestSender,
  { id, owner }: Installation,
  clock: Clock,
): TokenProvider {
  const purpose = { kind: "create-token", owner } as const;
  let current: Issued | undefined;
  let pending: Promise<Issued> | undefined;

  async function issue(): Promise<Issued> {
    const url = `/app/installations/${id}/access_tokens`;
    const answer = await app.send({ method: "POST", url, purpose, body: {} });
    return parseFor(purpose, answer, () => readIssued(answer, clock.now()));
  }

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
      // Somebody else may have met the same refusal and have a new token already.
      if (current?.token === refused) current = undefined;
      return true;
    },
  };
}

function readIssued(answer: Answer, now: number): Issued {
  const issued = readObject(readJson(answer), "the token");
  const token = readString(issued, "token", "the token");
  const expires = Date.parse(readString(issued, "expires_at", "the token"));
  if (!/^[\x21-\x7e]+$/.test(token) || Number.isNaN(expires))
    throw malformedAnswer("GitHub's answer holds no token", answer.status);
  // How long it lasts is told by GitHub's clock alone, so that ours may be wrong.
  const date = Date.parse(answer.headers.get("date") ?? "");
  const lasts = expires - (Number.isNaN(date) ? now : date);
  return { token: new Secret(token), until: now + lasts - margin };
}
