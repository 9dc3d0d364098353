import type { ClientOptions } from "../../src/github/client-options.ts";
import { createGitHubWriter } from "../../src/github/create-clients.ts";
import { parseApiUrl } from "../../src/github/http/api-url.ts";
import { readLiveState } from "../../src/github/operations/read-live-state.ts";
import type { DesiredScope, DesiredState } from "../../src/model/desired-state.ts";
import type { HookWriter } from "../../src/model/github-port.ts";
import type { LiveHook } from "../../src/model/hook.ts";
import type { Plan } from "../../src/model/plan.ts";
import { Secret } from "../../src/model/secret.ts";
import { planFleet } from "../../src/plan/plan-fleet.ts";
import { createSimulator } from "../../src/simulator/create-simulator.ts";
import type { RecordedRequest, Simulator, StoredHook } from "../../src/simulator/simulator.ts";
import type { Switches } from "../../src/simulator/switches.ts";
import { type Applied, applyTo } from "./apply-to.ts";
import { desiredScope, desiredState, longAgo, scope } from "./build.ts";
import { type CheckedFetch, checkedFetch } from "./checked-fetch.ts";
import { directWriter } from "./direct-writer.ts";

/** What stands in `secrets` of the simulator before anything is applied. */
export function originalSecret(id: number): string {
  return `0riginal-of-${id}-k9Zt`;
}

export const token = "t0ken-of-the-tests-w3Rv";

/** A live hook as the simulator's seed has it; its secret is one that nobody else knows. */
export function seedHook(hook: LiveHook): Readonly<Record<string, unknown>> {
  const { id, name, events, active, contentType, insecureSsl, hasSecret } = hook;
  const moment = (at: number): string => new Date(at).toISOString();
  const config = {
    url: hook.url.reveal(),
    content_type: contentType,
    insecure_ssl: typeof insecureSsl === "string" ? insecureSsl : insecureSsl ? "1" : "0",
    ...(hasSecret ? { secret: originalSecret(id) } : {}),
    ...Object.fromEntries(hook.unknownConfigKeys.map((key) => [key, "unknown"])),
  };
  return {
    id,
    name,
    events,
    active,
    config: name === "web" ? config : {},
    created_at: moment(hook.createdAt),
    updated_at: moment(hook.updatedAt),
  };
}

/** A fleet on a simulated GitHub, with a client that talks to it. */
export interface GitHubWorld {
  readonly simulator: Simulator;
  readonly hooks: HookWriter;
  readonly fetch: CheckedFetch;
  readonly plan: () => Promise<Plan>;
  /** Plans and applies. */
  readonly apply: (
    options?: Parameters<typeof applyTo>[2],
  ) => Promise<Applied & { readonly plan: Plan }>;
  /** `METHOD /path` of everything but lists that was asked since the last time. */
  readonly asked: () => readonly string[];
  /** The requests themselves that wrote something, of all time. */
  readonly writes: () => readonly RecordedRequest[];
  readonly stored: (name: string, id: number) => StoredHook | undefined;
}

export interface WorldOptions {
  /** By scope name: what it should hold, and what it does. */
  readonly scopes: Readonly<
    Record<string, Partial<DesiredScope> & { readonly live?: readonly LiveHook[] }>
  >;
  readonly state?: Partial<DesiredState>;
  readonly switches?: Partial<Switches>;
  readonly seed?: Readonly<Record<string, unknown>>;
  /** Answers that a fault has damaged are not held to GitHub's description. */
  readonly damaged?: boolean;
  /** Past Octokit and GitHub's description, which take most of the time of a run. */
  readonly direct?: boolean;
  /** In place of the simulator's own fetch, such as a real one. */
  readonly address?: string;
  /** Over those of the client. */
  readonly client?: Partial<ClientOptions>;
}

function seedOf({ scopes, seed = {} }: WorldOptions): unknown {
  const organization: { hooks: unknown[]; repositories: Record<string, unknown> } = {
    hooks: [],
    repositories: {},
  };
  for (const [name, { live = [] }] of Object.entries(scopes)) {
    const [, repository] = name.split("/");
    const hooks = live.map(seedHook);
    if (repository === undefined) organization.hooks.push(...hooks);
    else organization.repositories[repository] = { hooks };
  }
  return { organizations: { acme: organization }, ...seed };
}

const isList = ({ method, path }: RecordedRequest): boolean =>
  method === "GET" && path.endsWith("/hooks");

/** Long after everything that is seeded, and moving, as time does. */
function movingClock(): () => number {
  let now = longAgo + 30 * 24 * 60 * 60 * 1_000;
  return () => {
    now += 1_000;
    return now;
  };
}

export function createWorldSimulator(options: WorldOptions, now = movingClock()): Simulator {
  const switches = { secondaryLimits: "off", ...options.switches } as const;
  return createSimulator(seedOf(options), { switches, now });
}

export async function githubWorld(
  options: WorldOptions,
  simulator: Simulator = createWorldSimulator(options),
): Promise<GitHubWorld> {
  const wanted = Object.entries(options.scopes).map(([name, { live: _, ...over }]) =>
    desiredScope({ scope: scope(name), ...over }),
  );
  const desired = { ...desiredState({ scopes: wanted }), ...options.state };
  const inner = options.address === undefined ? simulator.fetch : globalThis.fetch;
  const fetch = checkedFetch(inner, { responses: options.damaged !== true });
  const hooks = options.direct
    ? directWriter(inner)
    : await createGitHubWriter({
        apiUrl: parseApiUrl(options.address ?? "https://api.github.com"),
        credentials: { token: new Secret(token) },
        userAgent: "hookfleet/test",
        fetch,
        pace: false,
        retryDelayMs: 1,
        ...options.client,
      });
  const plan = async (): Promise<Plan> => {
    const scopes = wanted.map((entry) => entry.scope);
    const live = await readLiveState(hooks, scopes, undefined, () => 0);
    return planFleet(desired, live, { hooksPerEvent: 20 });
  };
  let told = 0;
  return {
    simulator,
    hooks,
    fetch,
    plan,
    apply: async (applyOptions) => {
      const made = await plan();
      return { plan: made, ...(await applyTo(hooks, made, applyOptions)) };
    },
    asked: () => {
      const fresh = simulator.requests.slice(told);
      told = simulator.requests.length;
      return fresh
        .filter((request) => !isList(request))
        .map(({ method, path }) => `${method} ${path}`);
    },
    writes: () => simulator.requests.filter(({ method }) => method !== "GET"),
    stored: (name, id) => simulator.hooks(name).find((hook) => hook.id === id),
  };
}
