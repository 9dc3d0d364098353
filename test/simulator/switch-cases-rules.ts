import type { SwitchName } from "../../src/simulator/switches.ts";
import { type SwitchCase, url } from "./switch-case.ts";
import { acme, hook, hooks } from "./talk.ts";

const create =
  (config: object, events: readonly string[] = ["push"]): SwitchCase["observe"] =>
  async ({ call }) =>
    (await call("POST", hooks, { config, events })).status;

const many = (count: number, events: readonly string[]) => ({
  organizations: {
    acme: {
      repositories: {
        api: {
          hooks: Array.from({ length: count }, (_, index) => ({
            url: `https://r${index}.example.com/`,
            events,
          })),
        },
      },
    },
  },
});

/** Two hooks that differ in their events, one write short of being duplicates. */
const almost: SwitchCase["seed"] = {
  organizations: {
    acme: {
      repositories: {
        api: {
          hooks: [
            { id: 21, url, events: ["push"] },
            { id: 22, url, events: ["issues"] },
            { id: 23, url: "https://b.example.com/", events: ["push"] },
          ],
        },
      },
    },
  },
};

/** What GitHub refuses. */
export const ruleCases: Partial<Record<SwitchName, SwitchCase>> = {
  duplicateKey: {
    observe: async (talk) => [
      await create({ url })(talk),
      await create({ url, content_type: "json", secret: "other" })(talk),
    ],
    expected: {
      url: [422, 422],
      "url+content_type+insecure_ssl": [201, 422],
      config: [201, 201],
    },
  },
  urlComparison: {
    observe: create({ url: "https://CI.example.com:443/hook/" }),
    expected: { bytes: 201, normalised: 422 },
  },
  wildcardOverlap: {
    observe: create({ url }, ["*"]),
    expected: { all: 422, literal: 201 },
  },
  patchConflict: {
    seed: almost,
    observe: async ({ call }) => (await call("PATCH", hook, { add_events: ["issues"] })).status,
    expected: { "422": 422, accept: 200 },
  },
  configPatchUniqueness: {
    seed: almost,
    observe: async ({ call }) => (await call("PATCH", `${hooks}/23/config`, { url })).status,
    expected: { check: 422, skip: 200 },
  },
  configPatchLocalhost: {
    observe: async ({ call }) =>
      (await call("PATCH", `${hook}/config`, { url: "http://localhost:8080/" })).status,
    expected: { check: 422, skip: 200 },
  },
  localhost: {
    observe: create({ url: "http://127.0.0.1/" }),
    expected: { refuse: 422, accept: 201 },
  },
  eventLimit: {
    seed: many(20, ["push"]),
    observe: create({ url }),
    expected: { "20": 422, "21": 201, "250": 201 },
  },
  wildcardCountsTowardsLimit: {
    seed: many(20, ["*"]),
    observe: create({ url }),
    expected: { no: 201, yes: 422 },
  },
  invalidEvents: {
    observe: create({ url: "https://b.example.com/" }, ["pushed"]),
    expected: { "422": 422, accept: 201 },
  },
  unofferedEvents: {
    observe: create({ url: "https://b.example.com/" }, ["membership"]),
    expected: { "422": 422, accept: 201 },
  },
  emptyEvents: {
    observe: async ({ call }) => {
      const body = { config: { url: "https://b.example.com/" }, events: [] };
      return (await call("POST", hooks, body)).body.events;
    },
    expected: { store: [], push: ["push"], "422": undefined },
  },
  emptyEventsOnPatch: {
    observe: async ({ call }) => {
      await call("PATCH", hook, { events: ["issues"] });
      return (await call("PATCH", hook, { events: [] })).body.events;
    },
    expected: { keep: ["issues"], push: ["push"], store: [], "422": undefined },
  },
  visibleHooks: {
    seed: {
      ...acme,
      tokens: { any: { kind: "oauth", app: "gh", scopes: ["repo", "admin:org_hook"] } },
    },
    observe: async ({ call }) => [
      (await call("GET", hooks)).body.length,
      (await call("GET", hook)).status,
      (await call("POST", hooks, { config: { url } })).status,
    ],
    expected: { own: [0, 404, 422], all: [1, 200, 422] },
  },
  nonWebHooks: {
    observe: async ({ call }) => [
      (await call("GET", hooks)).body.map(({ name }) => name),
      (await call("GET", "/orgs/acme/hooks")).body.map(({ name }) => name),
    ],
    expected: {
      none: [["web"], ["web"]],
      cli: [
        ["web", "cli"],
        ["web", "cli"],
      ],
      travis: [["web", "travis"], ["web"]],
      "cli+travis": [
        ["web", "cli", "travis"],
        ["web", "cli"],
      ],
    },
  },
};
