import { createHash } from "node:crypto";
import type { Principal } from "../access/access.ts";
import type { RecordedRequest } from "../simulator.ts";
import type { World } from "../store/store.ts";
import type { Switches } from "../switches.ts";
import { Refusal } from "./api-error.ts";
import type { Incoming } from "./respond.ts";

/** A request on its way through the simulator. */
export interface Exchange {
  readonly world: World;
  readonly switches: Switches;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** What URLs in the answer start with, without a slash behind it. */
  readonly base: string;
  readonly method: string;
  /** Without `/api/v3`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly text: string;
  readonly principal: Principal;
}

/** GitHub Enterprise Server has its API below this. */
const enterprisePrefix = /^\/api\/v3(?=\/|$)/;

/** An id of the shape that GitHub gives every request; the same in every run. */
function requestIdOf(count: number): string {
  const hex = createHash("sha256").update(`request ${count}`).digest("hex").toUpperCase();
  return [
    hex.slice(0, 4),
    hex.slice(4, 8),
    hex.slice(8, 14),
    hex.slice(14, 20),
    hex.slice(20, 28),
  ].join(":");
}

/** Takes a request apart once, so that nothing behind it has to read from it again. */
export async function takeApart(
  request: Request,
  settings: { readonly now: number; readonly count: number; readonly baseUrl: string | undefined },
): Promise<Incoming> {
  const url = new URL(request.url);
  const path = url.pathname.replace(enterprisePrefix, "");
  const enterprise = path !== url.pathname;
  const own = `${url.origin}${enterprise ? "/api/v3" : ""}`;
  return {
    now: settings.now,
    base: settings.baseUrl?.replace(/\/+$/, "") ?? own,
    method: request.method.toUpperCase(),
    path: path === "" ? "/" : path.length > 1 ? path.replace(/\/$/, "") : path,
    query: url.searchParams,
    headers: request.headers,
    text: request.body === null ? "" : await request.text(),
    requestId: requestIdOf(settings.count),
    enterprise,
  };
}

function parsed(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** What the simulator remembers of a request; never its credential. */
export function recordOf(incoming: Incoming): {
  -readonly [K in keyof RecordedRequest]: RecordedRequest[K];
} {
  const { authorization: _credential, ...headers } = Object.fromEntries(incoming.headers);
  return {
    method: incoming.method,
    path: incoming.path,
    query: Object.fromEntries(incoming.query),
    body: parsed(incoming.text),
    headers,
    status: 0,
  };
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** Parses the body as GitHub does; nothing, or `null`, is an empty object. */
export function readBody(exchange: Exchange): JsonObject {
  if (exchange.text.trim() === "") return {};
  let body: unknown;
  try {
    body = JSON.parse(exchange.text);
  } catch {
    throw new Refusal(400, "Problems parsing JSON");
  }
  if (body === null) return {};
  if (typeof body !== "object" || Array.isArray(body))
    throw new Refusal(400, "Body should be a JSON object");
  return body as JsonObject;
}
