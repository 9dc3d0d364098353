import { setTimeout as wait } from "node:timers/promises";
import { appRoutes } from "./apps/app-routes.ts";
import { createControl } from "./control.ts";
import { answerWithFault, createFaultQueue } from "./faults/faults.ts";
import { toFetch } from "./fetch.ts";
import { hookRoutes } from "./hooks/hook-routes.ts";
import { createLimiter } from "./http/limits.ts";
import { type IncomingRequest, parseRequest, recordOf } from "./http/request.ts";
import { respond, type Service } from "./http/respond.ts";
import { createMatcher } from "./http/routes.ts";
import { issueRoutes } from "./issues/issue-routes.ts";
import { repositoryRoutes } from "./repositories/repository-routes.ts";
import { readSeed, type SimulatorSeed } from "./seed/seed.ts";
import type { RecordedRequest, Simulator, SimulatorOptions } from "./simulator.ts";
import { buildStore } from "./store/build-store.ts";
import { defaultSwitches, readSwitch, type Switches } from "./switches.ts";

const match = createMatcher([...hookRoutes, ...repositoryRoutes, ...issueRoutes, ...appRoutes]);

function createService(seed: SimulatorSeed, options: SimulatorOptions, now: number): Service {
  const read = Object.entries(options.switches ?? {}).map(([name, value]) =>
    readSwitch(name, value, `switches.${name}`),
  );
  const given: Partial<Switches> = Object.assign({}, seed.switches, ...read);
  const store = buildStore(seed, { ...defaultSwitches(), ...given }, now);
  const enterpriseSwitches = { ...defaultSwitches("enterprise"), ...given };
  const limiter = createLimiter(store.rateLimit, store.switches);
  return { store, enterpriseSwitches, limiter, match };
}

/**
 * Creates GitHub's webhook API in memory.
 *
 * @param seed what GitHub starts with: plain data, such as a parsed YAML file; none = an empty GitHub
 * @param options its switches and its clock
 * @throws SeedError where the seed or a switch is invalid
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
  const { now = Date.now, latency = 0, remember = Number.POSITIVE_INFINITY } = options;
  const service = createService(checked, options, now());
  const { store, limiter } = service;
  const faults = createFaultQueue();
  const requests: RecordedRequest[] = [];
  let count = 0;

  const answer = async (incoming: IncomingRequest, signal: AbortSignal): Promise<Response> => {
    const leave = limiter.enter();
    try {
      if (latency > 0) await wait(latency, undefined, { signal });
      const fault = faults.take(incoming.method, incoming.path);
      // Time may have passed since the request arrived.
      const current = { ...incoming, now: now() };
      if (fault === undefined) return respond(service, current);
      return await answerWithFault(fault, service, current, signal);
    } finally {
      leave();
    }
  };

  const handle = async (request: Request): Promise<Response> => {
    count += 1;
    const incoming = await parseRequest(request, now(), count);
    const record = recordOf(incoming);
    requests.push(record);
    if (requests.length > remember) requests.shift();
    const response = await answer(incoming, request.signal);
    record.status = response.status;
    return response;
  };

  return {
    handle,
    fetch: toFetch(handle),
    requests,
    switches: store.switches,
    addFault: faults.add,
    ...createControl(store, now),
  };
}
