import { createGitHubTrigger } from "../../../src/github/create-clients.ts";
import type { Clock } from "../../../src/model/clock.ts";
import { HookUrl } from "../../../src/model/hook-url.ts";
import type { Scope } from "../../../src/model/scope.ts";
import { Secret } from "../../../src/model/secret.ts";
import type { VerificationSubject } from "../../../src/model/verification.ts";
import { createSimulator } from "../../../src/simulator/create-simulator.ts";
import type { Switches } from "../../../src/simulator/switches.ts";
import { optionsFor } from "../../github/support/fake-github.ts";
import { checkedFetch } from "../../support/checked-fetch.ts";

export const start = Date.parse("2026-11-20T12:00:00Z");
export const right = "the-right-secret-of-this-hook";
export const repository: Scope = { kind: "repository", owner: "acme", repository: "api" };
export const organization: Scope = { kind: "organization", owner: "acme" };

export interface WorldOptions {
  readonly switches?: Partial<Switches>;
  readonly hook?: Readonly<Record<string, unknown>>;
  readonly seed?: Readonly<Record<string, unknown>>;
  readonly repositorySeed?: Readonly<Record<string, unknown>>;
  readonly scope?: Scope;
  /** Stands between the client and GitHub. */
  readonly between?: (request: Request, pass: typeof fetch) => Promise<Response>;
}

/** One hook on a simulated GitHub whose time passes only while somebody waits. */
export async function verifyWorld(options: WorldOptions = {}) {
  const { scope = repository } = options;
  let now = start;
  const hook = {
    id: 7,
    url: "https://ci.example.com/hook",
    events: ["push"],
    content_type: "json",
    secret: right,
    created_at: "2026-11-18T12:00:00Z",
    updated_at: "2026-11-18T12:00:00Z",
    ...options.hook,
  };
  const simulator = createSimulator(
    {
      organizations: {
        acme: {
          hooks: scope.kind === "organization" ? [hook] : [],
          repositories: {
            api: {
              hooks: scope.kind === "repository" ? [hook] : [],
              ...options.repositorySeed,
            },
          },
        },
      },
      ...options.seed,
    },
    { switches: { secondaryLimits: "off", ...options.switches }, now: () => now },
  );
  const { between } = options;
  const inner: typeof fetch =
    between === undefined
      ? simulator.fetch
      : (input, init) => between(new Request(input, init), simulator.fetch);
  // The machine's clock is hours off, which must not matter.
  const clock: Clock = {
    now: () => now - 5 * 3_600_000,
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      now += milliseconds;
    },
  };
  const github = checkedFetch(inner);
  const prober = await createGitHubTrigger(optionsFor(github, { clock, pace: false }));
  const url = new HookUrl(hook.url, { kind: "declared" });
  const subject = (secret: string = right): VerificationSubject => ({
    scope,
    hookId: 7,
    url,
    declaredUrl: url,
    secretRef: "ci",
    secret: new Secret(secret),
    live: undefined,
  });
  return {
    simulator,
    prober,
    clock,
    subject,
    violations: github.violations,
    wait: (milliseconds: number) => {
      now += milliseconds;
    },
    writes: () =>
      simulator.requests
        .filter(({ method }) => method !== "GET")
        .map(({ method, path }) => `${method} ${path}`),
  };
}
