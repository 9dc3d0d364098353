import type { SwitchName } from "../../src/simulator/switches.ts";
import type { SwitchCase } from "./switch-case.ts";
import { acme, hook, hooks } from "./talk.ts";

const archived: SwitchCase["seed"] = {
  organizations: {
    acme: {
      repositories: {
        api: { archived: true, hooks: [{ id: 21, url: "https://a.example.com/" }] },
      },
    },
  },
};

const empty = { ...acme, rate_limit: { remaining: 0 } };
const version = { "x-github-api-version": "2022-11-28" };

/** How the service around the hooks behaves. */
export const serviceCases: Partial<Record<SwitchName, SwitchCase>> = {
  archivedHooksReadable: {
    seed: archived,
    observe: async ({ call }) => (await call("GET", hooks)).status,
    expected: { yes: 200, no: 403 },
  },
  archivedHooksWritable: {
    seed: archived,
    observe: async ({ call }) => (await call("PATCH", hook, { active: false })).status,
    expected: { yes: 200, no: 403 },
  },
  renamedRepo: {
    seed: {
      organizations: {
        acme: { repositories: { old: { moved_to: "acme/api" }, api: { id: 70 } } },
      },
    },
    observe: async ({ call }) => (await call("GET", "/repos/acme/old/hooks")).status,
    expected: { redirect: 301, gone: 404 },
  },
  actionsToken: {
    seed: { ...acme, tokens: { any: { kind: "actions" } } },
    observe: async ({ call }) => (await call("GET", hooks)).status,
    expected: { "403": 403, "404": 404 },
  },
  bodyStatusField: {
    observe: async ({ call }) => (await call("GET", `${hooks}/9`)).body.status,
    expected: { on: "404", off: undefined },
  },
  rateLimitStatus: {
    seed: empty,
    observe: async ({ call }) => (await call("GET", hooks)).status,
    expected: { "403": 403, "429": 429 },
  },
  retryAfter: {
    observe: async ({ simulator, call }) => {
      simulator.addFault({ kind: "secondary-limit" });
      return (await call("GET", hooks)).headers.get("retry-after");
    },
    expected: { present: "60", absent: null },
  },
  secondaryLimits: {
    observe: async ({ call }) => {
      let written = 0;
      while (written < 200 && (await call("PATCH", hook, { active: true })).status === 200)
        written += 1;
      return written;
    },
    expected: { off: 200, points: 180, "points+content": 80 },
  },
  linkOrigin: {
    seed: {
      organizations: { acme: { repositories: { a: { id: 1 }, b: {} } } },
    },
    observe: async ({ call }) => {
      const { headers } = await call("GET", "/api/v3/orgs/acme/repos?per_page=1");
      return new URL(/<([^>]+)>/.exec(headers.get("link") ?? "")?.[1] ?? "").origin;
    },
    expected: { asked: "https://api.github.com", other: "https://github.internal.example" },
  },
  linkLast: {
    seed: {
      organizations: { acme: { repositories: { a: {}, b: {}, c: {} } } },
    },
    observe: async ({ call }) => {
      const { headers } = await call("GET", "/orgs/acme/repos?per_page=1");
      return /page=(\d+)>; rel="last"/.exec(headers.get("link") ?? "")?.[1];
    },
    expected: { right: "3", missing: undefined, short: "2", far: "5003" },
  },
  noCacheRequests: {
    observe: async ({ call }) => {
      const tag = (await call("GET", hooks)).headers.get("etag") ?? "";
      const status = async (headers: Readonly<Record<string, string>>) =>
        (await call("GET", hooks, undefined, { "if-none-match": tag, ...headers })).status;
      // Fetch adds no-cache where nothing is said.
      return [await status({}), await status({ "cache-control": "max-age=0" })];
    },
    expected: { "304": [304, 304], "200": [200, 304] },
  },
  apiVersion2022: {
    observe: async ({ call }) => {
      const { status, headers } = await call("GET", hooks, undefined, version);
      return [status, headers.get("sunset") !== null, headers.get("deprecation") !== null];
    },
    expected: {
      supported: [200, false, false],
      deprecated: [200, true, true],
      retired: [410, false, false],
    },
  },
};
