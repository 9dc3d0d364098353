import { authenticate, nobody } from "../access/authenticate.ts";
import type { Principal } from "../access/principal.ts";
import type { Fault } from "../fault.ts";
import { primaryLimit } from "../http/rate-limit.ts";
import { refusalAnswer } from "../http/refusal-answer.ts";
import type { Incoming, Service } from "../http/respond.ts";
import { secondaryLimit } from "../http/secondary-limit.ts";
import { toResponse } from "../http/to-response.ts";
import type { HookRecord } from "../world/world.ts";

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
