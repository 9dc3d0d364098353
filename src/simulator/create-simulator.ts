import { setTimeout as wait } from "node:timers/promises";
import { appRoutes } from "./apps/app-routes.ts";
import { createBackstage } from "./control.ts";
import type { Fault } from "./faults/faults.ts";
import {
  breakAnswer,
  connectionReset,
  createFaultQueue,
  dropSecret,
  limitAnswer,
  neverAnswers,
} from "./faults/faults.ts";
import { fetchOf } from "./fetch.ts";
import { hookRoutes } from "./hooks/hook-routes.ts";
import { createRateLimiter, createRateLimitRoute, createSecondaryLimiter } from "./http/limits.ts";
import { recordOf, takeApart } from "./http/request.ts";
import { type Incoming, respond, type Service } from "./http/respond.ts";
import { createMatcher } from "./http/routes.ts";
import { issueRoutes } from "./issues/issue-routes.ts";
import { repositoryRoutes } from "./repositories/repository-routes.ts";
import type { SimulatorSeed } from "./seed/seed.ts";
import { readSeed } from "./seed/seed.ts";
import type { RecordedRequest, Simulator, SimulatorOptions } from "./simulator.ts";
import { buildWorld } from "./store/build-store.ts";
import type { Switches } from "./switches.ts";
import { defaultSwitches, readSwitch } from "./switches.ts";

function givenSwitches(seed: SimulatorSeed, options: SimulatorOptions): Partial<Switches> {
  const given = Object.entries(options.switches ?? {}).map(([name, value]) =>
    readSwitch(name, value, `switches.${name}`),
  );
  return Object.assign({}, seed.switches, ...given) as Partial<Switches>;
}

function createService(seed: SimulatorSeed, given: Partial<Switches>, now: number): Service {
  const switches = { ...defaultSwitches(), ...given };
  const world = buildWorld(seed, { now, switches });
  const rateLimiter = createRateLimiter(world.rateLimit, switches);
  const routes = [...hookRoutes, ...repositoryRoutes, ...issueRoutes, ...appRoutes];
  return {
    world,
    switches,
    enterpriseSwitches: { ...defaultSwitches("enterprise"), ...given },
    rateLimiter,
    secondaryLimiter: createSecondaryLimiter(switches),
    match: createMatcher([...routes, createRateLimitRoute(rateLimiter)]),
  };
}

function meanwhile({ act, moment = "before" }: Fault, answer: () => Response): Response {
  if (moment === "before") act?.();
  const response = answer();
  if (moment === "after") act?.();
  return response;
}

/** Answers a request that a fault has struck. */
async function answerWith(
  fault: Fault,
  service: Service,
  incoming: Incoming,
  signal: AbortSignal,
): Promise<Response> {
  const answer = (): Response => respond(service, incoming);
  if (fault.kind === "drop-secret") return dropSecret(service, incoming, answer());
  if (fault.kind === "meanwhile") return meanwhile(fault, answer);
  const after = fault.moment === "after" ? answer() : undefined;
  switch (fault.kind) {
    case "reset":
      throw connectionReset();
    case "timeout":
      return neverAnswers(signal);
    case "rate-limit":
    case "secondary-limit":
      return limitAnswer(fault, service, incoming);
    default:
      return breakAnswer(fault, () => after ?? answer());
  }
}

/**
 * Creates GitHub's webhook API in memory.
 *
 * @example
 * const simulator = createSimulator({
 *   organizations: { acme: { hooks: [{ url: "https://ci.example.com/" }] } },
 * });
 * const headers = { authorization: "token any" };
 * await simulator.fetch("https://api.github.com/orgs/acme/hooks", { headers });
 */
export function createSimulator(
  seed?: SimulatorSeed | unknown,
  options: SimulatorOptions = {},
): Simulator {
  const checked = readSeed(seed);
  const { now = Date.now, latency = 0, remember = Number.POSITIVE_INFINITY, baseUrl } = options;
  const service = createService(checked, givenSwitches(checked, options), now());
  const { switches } = service;
  const faults = createFaultQueue();
  const requests: RecordedRequest[] = [];
  let count = 0;

  const answer = async (incoming: Incoming, signal: AbortSignal): Promise<Response> => {
    const leave = service.secondaryLimiter.enter();
    try {
      if (latency > 0) await wait(latency, undefined, { signal });
      const fault = faults.take(incoming.method, incoming.path);
      // The clock may have moved while the request was under way.
      const current = { ...incoming, now: now() };
      if (fault === undefined) return respond(service, current);
      return await answerWith(fault, service, current, signal);
    } finally {
      leave();
    }
  };

  const handle = async (request: Request): Promise<Response> => {
    count += 1;
    const incoming = await takeApart(request, { now: now(), count, baseUrl });
    const record = recordOf(incoming);
    requests.push(record);
    if (requests.length > remember) requests.shift();
    const response = await answer(incoming, request.signal);
    record.status = response.status;
    return response;
  };

  return {
    handle,
    fetch: fetchOf(handle),
    requests,
    switches,
    addFault: faults.add,
    ...createBackstage(service.world, switches, now),
  };
}
