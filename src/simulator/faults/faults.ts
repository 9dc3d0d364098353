import type { Principal } from "../access/access.ts";
import { authenticate, nobody } from "../access/authenticate.ts";
import { refusalAnswer } from "../http/api-error.ts";
import { primaryLimit, secondaryLimit } from "../http/limits.ts";
import type { Incoming, Service } from "../http/respond.ts";
import { toResponse } from "../http/to-response.ts";
import { SeedError } from "../seed/readers.ts";
import type { HookRecord } from "../store/store.ts";

/** Something that goes wrong between GitHub and the client, or inside GitHub. */
export interface Fault {
  /** `undefined` = any; of `drop-secret`, PATCH. */
  readonly method?: string;
  /** A string is the whole path, in any case; without `/api/v3`. `undefined` = any. */
  readonly path?: RegExp | string;
  /** How often it strikes. Default 1. */
  readonly times?: number;
  /** How many requests it would fit it lets pass first. Default 0. */
  readonly skip?: number;
  /** Before or after the request had its effect. Default before. */
  readonly moment?: "before" | "after";
  readonly kind: /** The connection breaks. */
    | "reset"
    /** No answer ever comes: the client has to give up. */
    | "timeout"
    /** `status` (default 502), `headers` and `body` as given. */
    | "status"
    /** The right status with half of the body. */
    | "truncate"
    /** A page for people, as proxies answer; status 502 unless told. */
    | "html"
    /** The right status and, in place of the list, an object. */
    | "not-a-list"
    /** The primary rate limit. */
    | "rate-limit"
    /** The secondary rate limit. */
    | "secondary-limit"
    /** The request works, but the hook it wrote has lost its secret. */
    | "drop-secret"
    /**
     * Nothing breaks, but just before this request (or after it, by `moment`) something else
     * happens: `act`. A page shifts while a list is read, a person edits a hook.
     */
    | "meanwhile";
  readonly act?: () => void;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, or text as it is. */
  readonly body?: unknown;
}

/** The faults that wait for their request. */
export interface FaultQueue {
  readonly add: (fault: Fault) => void;
  /** The first fault that strikes this request; it is used up by that. */
  readonly take: (method: string, path: string) => Fault | undefined;
}

interface Waiting {
  readonly fault: Fault;
  skip: number;
  times: number;
}

function fits(fault: Fault, asked: string, path: string): boolean {
  const { method = fault.kind === "drop-secret" ? "PATCH" : undefined, path: wanted } = fault;
  if (method !== undefined && method.toUpperCase() !== asked) return false;
  if (wanted === undefined) return true;
  // A copy without state: an expression with the flag g would remember where it stopped.
  if (wanted instanceof RegExp)
    return new RegExp(wanted.source, wanted.flags.replace(/[gy]/g, "")).test(path);
  return wanted.toLowerCase() === path.toLowerCase();
}

export function createFaultQueue(): FaultQueue {
  const waiting: Waiting[] = [];
  return {
    add: (fault) => {
      const { skip = 0, times = 1 } = fault;
      if (!(skip >= 0) || !(times >= 1))
        throw new SeedError("fault", "skip is 0 or more, times 1 or more");
      waiting.push({ fault, skip, times });
    },
    take: (method, path) => {
      for (const entry of waiting) {
        if (entry.times <= 0 || !fits(entry.fault, method, path)) continue;
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

const documentation = "https://docs.github.com/rest";

/** A bad credential is not what the fault is about. */
function principalOf(...parameters: Parameters<typeof authenticate>): Principal {
  try {
    return authenticate(...parameters);
  } catch {
    return nobody;
  }
}

/** The answer of a rate limit that is reached, wherever the counters really stand. */
export function limitAnswer(fault: Fault, service: Service, incoming: Incoming): Response {
  const { switches, world, rateLimiter } = service;
  const { headers, now, method } = incoming;
  const principal = principalOf(world, headers, now);
  const primary = fault.kind === "rate-limit";
  const refusal = primary
    ? primaryLimit(principal, switches)
    : secondaryLimit(switches, 60, method !== "GET");
  const state = rateLimiter.state(principal, now);
  const limit = state?.limit ?? 5000;
  const remaining = primary ? 0 : (state?.remaining ?? limit);
  const extra = {
    "X-GitHub-Request-Id": incoming.requestId,
    "X-RateLimit-Limit": String(limit),
    "X-RateLimit-Remaining": String(remaining),
    "X-RateLimit-Reset": String(state?.reset ?? Math.ceil(now / 1000) + 60),
    "X-RateLimit-Used": String(limit - remaining),
    "X-RateLimit-Resource": "core",
  };
  const answer = refusalAnswer(refusal, documentation, switches);
  const response = toResponse(
    { ...answer, status: fault.status ?? answer.status },
    { method, headers, switches },
    extra,
  );
  for (const [name, value] of Object.entries(fault.headers ?? {}))
    response.headers.set(name, value);
  return response;
}

function hookOfAnswer(service: Service, incoming: Incoming, body: unknown): HookRecord | undefined {
  const { id: written } = (body ?? {}) as { id?: unknown };
  const id =
    typeof written === "number" ? written : Number(/\/hooks\/(\d+)/.exec(incoming.path)?.[1]);
  const { accounts, repositories } = service.world;
  for (const holder of [...accounts.values(), ...repositories.values()]) {
    const hook = holder.hooks.get(id);
    if (hook !== undefined) return hook;
  }
  return undefined;
}

/** Lets a write through and then takes the secret away, from the hook and from the answer. */
export async function dropSecret(
  service: Service,
  incoming: Incoming,
  response: Response,
): Promise<Response> {
  const text = await response.text();
  const { status, headers } = response;
  if (!response.ok || text === "")
    return new Response(text === "" ? null : text, { status, headers });
  const body: unknown = JSON.parse(text);
  const hook = hookOfAnswer(service, incoming, body);
  if (hook !== undefined) {
    const { secret: _dropped, ...rest } = hook.config;
    hook.config = rest;
  }
  const shown = body as { secret?: unknown; config?: { secret?: unknown } };
  delete shown.secret;
  delete shown.config?.secret;
  return new Response(JSON.stringify(body), { status, headers });
}

/** What undici's fetch rejects with when the connection breaks. */
export function connectionReset(): TypeError {
  const cause = Object.assign(new Error("read ECONNRESET"), {
    code: "ECONNRESET",
    errno: -104,
    syscall: "read",
  });
  return new TypeError("fetch failed", { cause });
}

/** Never answers; ends only with the patience of the client. */
export function neverAnswers(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abort = (): void => {
      reject(signal.reason instanceof Error ? signal.reason : new Error("aborted"));
    };
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
  });
}

const page =
  "<!DOCTYPE html>\n<html>\n<head><title>Unicorn! &middot; GitHub</title></head>\n<body><h1>This page is taking too long to load.</h1></body>\n</html>\n";

function asText(body: unknown): string {
  return typeof body === "string" ? body : JSON.stringify(body);
}

function told({ status = 502, headers, body }: Fault): Response {
  const text = asText(body ?? { message: "Server Error" });
  return new Response(status === 204 || status === 304 ? null : text, {
    status,
    headers: { "Content-Type": "application/json; charset=utf-8", ...headers },
  });
}

/** The answer of a fault that needs nothing of the simulator: status, html, truncate, not-a-list. */
export async function breakAnswer(fault: Fault, answer: () => Response): Promise<Response> {
  if (fault.kind === "status") return told(fault);
  if (fault.kind === "html") {
    return new Response(typeof fault.body === "string" ? fault.body : page, {
      status: fault.status ?? 502,
      headers: { "Content-Type": "text/html; charset=utf-8", ...fault.headers },
    });
  }
  const whole = answer();
  const status = fault.status ?? whole.status;
  const headers = new Headers(whole.headers);
  for (const [name, value] of Object.entries(fault.headers ?? {})) headers.set(name, value);
  if (fault.kind === "not-a-list") {
    const body = fault.body ?? { message: "Something else than a list" };
    return new Response(asText(body), { status, headers });
  }
  const text = await whole.text();
  // An answer without a body has none to lose half of, and may not get one.
  if (text === "") return new Response(null, { status, headers });
  return new Response(text.slice(0, Math.floor(text.length / 2)), { status, headers });
}
