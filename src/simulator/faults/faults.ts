import { once } from "node:events";
import type { Principal } from "../access/access.ts";
import { anonymous, authenticate } from "../access/authenticate.ts";
import { errorAnswer } from "../http/api-error.ts";
import { limitHeaders, primaryLimit, secondaryLimit } from "../http/limits.ts";
import type { IncomingRequest } from "../http/request.ts";
import { documentation, respond, type Service, toResponse } from "../http/respond.ts";
import { SeedError } from "../seed/readers.ts";
import type { HookRecord, Store } from "../store/store.ts";

/** Something that goes wrong between GitHub and the client, or inside GitHub. */
export interface Fault {
  /** `undefined` = any; of `drop-secret`, PATCH. */
  readonly method?: string;
  /** A string is the whole path, in any case; without `/api/v3`. `undefined` = any. */
  readonly path?: RegExp | string;
  /** To how many requests it happens. Default 1. */
  readonly times?: number;
  /** How many matching requests pass first. Default 0. */
  readonly skip?: number;
  /** Before or after the request took effect. Default before. */
  readonly moment?: "before" | "after";
  /**
   * - `reset`: the connection breaks.
   * - `timeout`: no answer ever comes; the client must time out.
   * - `status`: `status` (default 502), `headers` and `body` as given.
   * - `truncate`: the right status with half of the body.
   * - `html`: an HTML page, as proxies answer; `status` (default 502).
   * - `not-a-list`: the right status and an object in place of the list.
   * - `rate-limit`, `secondary-limit`: the primary or the secondary rate limit is reached.
   * - `drop-secret`: the request succeeds, but the hook that it wrote loses its secret.
   * - `meanwhile`: the request succeeds, but just before it (or after it, by `moment`) something else
   *   happens: `act`. Pages shift while a list is read, a person edits a hook.
   */
  readonly kind:
    | "reset"
    | "timeout"
    | "status"
    | "truncate"
    | "html"
    | "not-a-list"
    | "rate-limit"
    | "secondary-limit"
    | "drop-secret"
    | "meanwhile";
  /** What happens, of `meanwhile`. */
  readonly act?: () => void;
  /** The HTTP status of the answer in place of the right one. */
  readonly status?: number;
  /** In addition to those of the answer, or in their place. */
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, or text as it is. */
  readonly body?: unknown;
}

function matches(fault: Fault, asked: string, path: string): boolean {
  const { method = fault.kind === "drop-secret" ? "PATCH" : asked, path: wanted = path } = fault;
  if (method.toUpperCase() !== asked) return false;
  // A copy without state: with the flag g, an expression continues where it stopped.
  if (wanted instanceof RegExp)
    return new RegExp(wanted.source, wanted.flags.replace(/[gy]/g, "")).test(path);
  return wanted.toLowerCase() === path.toLowerCase();
}

export function createFaultQueue() {
  const waiting: { readonly fault: Fault; skip: number; times: number }[] = [];
  return {
    add: (fault: Fault): void => {
      const { skip = 0, times = 1 } = fault;
      if (!(skip >= 0) || !(times >= 1))
        throw new SeedError("fault", "skip is 0 or more, times 1 or more");
      waiting.push({ fault, skip, times });
    },
    /** The first fault that matches this request; counts as used. */
    take: (method: string, path: string): Fault | undefined => {
      for (const entry of waiting) {
        if (entry.times <= 0 || !matches(entry.fault, method, path)) continue;
        if (entry.skip > 0) {
          entry.skip -= 1;
          continue;
        }
        entry.times -= 1;
        return entry.fault;
      }
      return undefined;
    },
  };
}

/** The principal of a request; a bad credential is not what the fault is about. */
function principalOf({ store }: Service, { headers, now }: IncomingRequest): Principal {
  try {
    return authenticate(store, headers, now);
  } catch {
    return anonymous;
  }
}

function setHeaders(response: Response, { headers = {} }: Fault): Response {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

/** The answer of a rate limit that is reached, whatever the counters say. */
function limitAnswer(fault: Fault, service: Service, incoming: IncomingRequest): Response {
  const { store, limiter } = service;
  const { switches } = store;
  const { now, method, requestId } = incoming;
  const principal = principalOf(service, incoming);
  const primary = fault.kind === "rate-limit";
  const error = primary
    ? primaryLimit(principal, switches)
    : secondaryLimit(switches, 60, method !== "GET");
  const state = limiter.state(principal, now);
  const { limit = 5000, reset = Math.ceil(now / 1000) + 60 } = state ?? {};
  const remaining = primary ? 0 : (state?.remaining ?? limit);
  const headers = limitHeaders({ limit, remaining, reset, used: limit - remaining });
  const { status = error.status } = fault;
  const answer = { ...errorAnswer(error, documentation, switches), status };
  const extra = { "X-GitHub-Request-Id": requestId, ...headers };
  return setHeaders(toResponse(answer, incoming, switches, extra), fault);
}

/** The first hook of that number, wherever it is. */
function hookById({ accounts, repositories }: Store, id: unknown): HookRecord | undefined {
  const scopes = [...accounts.values(), ...repositories.values()];
  return scopes.flatMap(({ hooks }) => hooks.get(Number(id)) ?? [])[0];
}

/** Answers a write and then removes the secret, from the hook and from the answer. */
async function dropSecret({ store }: Service, { path }: IncomingRequest, answer: Response) {
  const text = await answer.text();
  if (!answer.ok || text === "") return new Response(text || null, answer);
  const shown: { id?: unknown; secret?: unknown; config?: { secret?: unknown } } = JSON.parse(text);
  const written = typeof shown.id === "number" ? shown.id : /\/hooks\/(\d+)/.exec(path)?.[1];
  const hook = hookById(store, written);
  if (hook !== undefined) {
    const { secret: _dropped, ...rest } = hook.config;
    hook.config = rest;
  }
  delete shown.secret;
  delete shown.config?.secret;
  return new Response(JSON.stringify(shown), answer);
}

/** What undici's fetch rejects with when the connection breaks. */
function connectionReset(): TypeError {
  const facts = { code: "ECONNRESET", errno: -104, syscall: "read" };
  return new TypeError("fetch failed", {
    cause: Object.assign(new Error("read ECONNRESET"), facts),
  });
}

/** Ends only when the client aborts. */
async function neverAnswers(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, "abort");
  throw signal.reason instanceof Error ? signal.reason : new Error("aborted");
}

const page =
  "<!DOCTYPE html>\n<html>\n<head><title>Unicorn! &middot; GitHub</title></head>\n<body><h1>This page is taking too long to load.</h1></body>\n</html>\n";

const asText = (body: unknown): string => (typeof body === "string" ? body : JSON.stringify(body));

/** A whole answer as the fault describes it. */
function givenAnswer(fault: Fault, type: string, body: string): Response {
  const { status = 502 } = fault;
  const headers = { "Content-Type": `${type}; charset=utf-8` };
  const text = status === 204 || status === 304 ? null : body;
  return setHeaders(new Response(text, { status, headers }), fault);
}

/** The right answer with another body. */
async function brokenAnswer(fault: Fault, whole: Response): Promise<Response> {
  const { status = whole.status, kind, body } = fault;
  const text = await whole.text();
  // An answer without a body may not have one.
  const half = text === "" ? null : text.slice(0, Math.floor(text.length / 2));
  const broken =
    kind === "not-a-list" ? asText(body ?? { message: "Something else than a list" }) : half;
  return setHeaders(new Response(broken, { status, headers: whole.headers }), fault);
}

/** Answers a request that a fault applies to. */
export async function answerWithFault(
  fault: Fault,
  service: Service,
  incoming: IncomingRequest,
  signal: AbortSignal,
): Promise<Response> {
  const { kind, moment, body } = fault;
  if (kind === "meanwhile" && moment !== "after") fault.act?.();
  const answer = (): Response => respond(service, incoming);
  const after = moment === "after" ? answer() : undefined;
  switch (kind) {
    case "drop-secret":
      return dropSecret(service, incoming, after ?? answer());
    case "reset":
      throw connectionReset();
    case "timeout":
      return neverAnswers(signal);
    case "rate-limit":
    case "secondary-limit":
      return limitAnswer(fault, service, incoming);
    case "status":
      return givenAnswer(fault, "application/json", asText(body ?? { message: "Server Error" }));
    case "html":
      return givenAnswer(fault, "text/html", typeof body === "string" ? body : page);
    case "meanwhile":
      if (after !== undefined) fault.act?.();
      return after ?? answer();
    case "truncate":
    case "not-a-list":
      return brokenAnswer(fault, after ?? answer());
    default:
      return kind satisfies never;
  }
}
