import { createHash } from "node:crypto";
import type { Principal, RouteAccess } from "../access/access.ts";
import type { RecordedRequest } from "../simulator.ts";
import type { Store } from "../store/store.ts";
import type { Switches } from "../switches.ts";
import { ApiError, type JsonObject } from "./api-error.ts";
import type { Limiter } from "./limits.ts";

export interface IncomingRequest {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** What URLs in the answer start with, without a trailing slash. */
  readonly base: string;
  readonly method: string;
  /** Without `/api/v3`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly text: string;
  readonly requestId: string;
  /** Whether it was sent below `/api/v3`. */
  readonly enterprise: boolean;
}

/** A request with what a route needs to answer it. */
export interface ApiRequest extends IncomingRequest {
  readonly store: Store;
  readonly switches: Switches;
  readonly principal: Principal;
  /** What the route needs. */
  readonly access: RouteAccess;
  readonly limiter: Limiter;
}

/** The API of GitHub Enterprise Server is below this path. */
const enterprisePrefix = /^\/api\/v3(?=\/|$)/;

/** An id like those that GitHub gives every request; the same in every run. */
function requestIdOf(count: number): string {
  const hex = createHash("sha256").update(`request ${count}`).digest("hex").toUpperCase();
  return hex.replace(/^(.{4})(.{4})(.{6})(.{6})(.{8}).*/, "$1:$2:$3:$4:$5");
}

export async function parseRequest(
  request: Request,
  now: number,
  count: number,
): Promise<IncomingRequest> {
  const url = new URL(request.url);
  const path = url.pathname.replace(enterprisePrefix, "");
  const enterprise = path !== url.pathname;
  return {
    now,
    base: `${url.origin}${enterprise ? "/api/v3" : ""}`,
    method: request.method.toUpperCase(),
    path: path === "" ? "/" : path.replace(/(?<=.)\/$/, ""),
    query: url.searchParams,
    headers: request.headers,
    text: request.body === null ? "" : await request.text(),
    requestId: requestIdOf(count),
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
export function recordOf({ method, path, query, text, headers: all }: IncomingRequest): {
  -readonly [K in keyof RecordedRequest]: RecordedRequest[K];
} {
  const { authorization: _credential, ...headers } = Object.fromEntries(all);
  const body = parsed(text);
  return { method, path, query: Object.fromEntries(query), body, headers, status: 0 };
}

export const isReading = ({ method }: IncomingRequest): boolean =>
  method === "GET" || method === "HEAD";

/** Parses the body as GitHub does: an empty one and `null` are an empty object. */
export function readBody({ text }: IncomingRequest): JsonObject {
  if (text.trim() === "") return {};
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new ApiError(400, "Problems parsing JSON");
  }
  if (body === null) return {};
  if (typeof body !== "object" || Array.isArray(body))
    throw new ApiError(400, "Body should be a JSON object");
  return body as JsonObject;
}
