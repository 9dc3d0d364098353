import { createSimulator } from "../../src/simulator/create-simulator.ts";
import type { SimulatorSeed } from "../../src/simulator/seed/seed.ts";
import type { Simulator, SimulatorOptions } from "../../src/simulator/simulator.ts";
import type { Switches } from "../../src/simulator/switches.ts";
import { assertMatchesOpenApi } from "../support/openapi.ts";

/** What tests look for in bodies; which of it is there depends on the answer. */
interface Shown {
  readonly id: number;
  readonly guid: string;
  readonly throttled_at: string | null;
  readonly event: string;
  readonly name: string;
  readonly full_name: string;
  readonly active: boolean;
  readonly events: readonly string[];
  readonly config: {
    readonly url?: string;
    readonly content_type?: string;
    readonly insecure_ssl?: string;
    readonly secret?: string;
    readonly room?: string;
  };
  readonly created_at: string;
  readonly updated_at: string;
  readonly last_response: unknown;
  readonly message: string;
  readonly errors: readonly Readonly<Record<string, string>>[];
  readonly url: string;
  readonly secret?: string;
  readonly content_type?: string;
  readonly insecure_ssl?: string;
  readonly documentation_url: string;
  readonly status: string;
  readonly status_code: number;
  readonly token: string;
  readonly request: {
    readonly headers: Readonly<Record<string, string>>;
    readonly payload: Readonly<Record<string, unknown>> | null;
  };
}

export interface Reply {
  readonly status: number;
  readonly body: Shown & readonly Shown[];
  readonly headers: Headers;
}

export interface Talk {
  readonly simulator: Simulator;
  /** Every answer is held against GitHub's description on the way. */
  readonly call: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Reply>;
  /** Moves the clock on by so many milliseconds. */
  readonly pass: (milliseconds: number) => void;
}

export const start: number = Date.parse("2026-05-01T10:00:00.500Z");

/** A simulator, a clock that stands still, and somebody who talks to it. */
export function talkTo(
  seed: SimulatorSeed,
  options: Omit<SimulatorOptions, "now" | "switches"> & { switches?: Partial<Switches> } = {},
): Talk {
  let time = start;
  const simulator = createSimulator(seed, { ...options, now: () => time });
  return {
    simulator,
    pass: (milliseconds) => {
      time += milliseconds;
    },
    call: async (method, path, body, headers = {}) => {
      const text = typeof body === "string" ? body : JSON.stringify(body);
      const response = await simulator.fetch(`https://api.github.com${path}`, {
        method,
        redirect: "manual",
        headers: { authorization: "token any", ...headers },
        ...(body === undefined ? {} : { body: text }),
      });
      const answer = await response.text();
      const read: Reply["body"] = answer === "" ? undefined : JSON.parse(answer);
      if (response.status !== 304) assertMatchesOpenApi(method, path, response.status, read);
      return { status: response.status, body: read, headers: response.headers };
    },
  };
}

/** An organization with one hook of its own and two repositories, one of them with a hook. */
export const acme: SimulatorSeed = {
  organizations: {
    Acme: {
      id: 7,
      hooks: [{ id: 11, url: "https://audit.example.com/github", events: ["*"], secret: "s1" }],
      repositories: {
        api: {
          id: 70,
          properties: { tier: "gold", teams: ["a", "b"] },
          hooks: [
            {
              id: 21,
              url: "https://ci.example.com/hook",
              events: ["push"],
              content_type: "json",
              secret: "s2",
            },
          ],
        },
        web: { id: 71, visibility: "public" },
      },
    },
  },
  users: { octocat: { id: 9, repositories: { "hello-world": {} } } },
};

export const hooks = "/repos/acme/api/hooks";
export const hook = `${hooks}/21`;
export const organizationHook = "/orgs/acme/hooks/11";
