// Reads every list of hooks of a fleet with hookfleet's own client, and tells as JSON how long that
// took, without start-up.
import { performance } from "node:perf_hooks";
import { createGitHubReader } from "../../src/github/create-clients.ts";
import { parseApiUrl } from "../../src/github/http/api-url.ts";
import { readLiveState } from "../../src/github/operations/read-live-state.ts";
import { Secret } from "../../src/model/secret.ts";
import { namesOf } from "./fleet.mjs";

const [url, repositories] = process.argv.slice(2);
const scopes = namesOf({ repositories: Number(repositories) }).map((repository) => ({
  kind: "repository",
  owner: "acme",
  repository,
}));
const cpu = process.cpuUsage();
const start = performance.now();
const reader = await createGitHubReader({
  apiUrl: parseApiUrl(url),
  credentials: { token: new Secret("any") },
  userAgent: "hookfleet-bench",
});
const live = await readLiveState(reader, scopes);
const { user, system } = process.cpuUsage(cpu);
const wallMs = performance.now() - start;
const hooks = [...live.values()].reduce((sum, one) => sum + (one.hooks?.length ?? Number.NaN), 0);
process.stdout.write(JSON.stringify({ hooks, wallMs, cpuMs: (user + system) / 1_000 }));
