// Reads the same lists of hooks as hookfleet does, with nothing but node:http over kept connections:
// what any client on Node takes. Tells as JSON how long that took. With `audit`, it reads what an audit
// does: the first page of repositories alone, because it names the others, then everything else.
import { Agent, get } from "node:http";
import { performance } from "node:perf_hooks";
import { namesOf } from "./fleet.mjs";
import { readsAtOnce } from "./limit.mjs";

const [url, repositories, what] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: readsAtOnce });
const { hostname, port } = new URL(url);

function read(path) {
  return new Promise((resolve, reject) => {
    const headers = { authorization: "Bearer any", "user-agent": "hookfleet-bench" };
    get({ hostname, port, path, agent, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => resolve(JSON.parse(text).length));
    }).on("error", reject);
  });
}

const lists = namesOf({ repositories: Number(repositories) }).map(
  (name) => `/repos/acme/${name}/hooks?per_page=100`,
);
const firstPage = "/orgs/acme/repos?per_page=100";
const pages = Array.from(
  { length: Math.ceil(repositories / 100) - 1 },
  (_, index) => `${firstPage}&page=${index + 2}`,
);
// A list of several pages is looked at twice.
const listing = pages.length === 0 ? [] : [...pages, ...pages, firstPage];
const all = what === "audit" ? ["/orgs/acme/hooks?per_page=100", ...listing, ...lists] : lists;
const queue = all.values();
let hooks = 0;

async function work() {
  for (const path of queue) {
    const found = await read(path);
    if (path.startsWith("/repos/")) hooks += found;
  }
}

const cpu = process.cpuUsage();
const start = performance.now();
if (what === "audit") await read(firstPage);
await Promise.all(Array.from({ length: readsAtOnce }, work));
const { user, system } = process.cpuUsage(cpu);
const wallMs = performance.now() - start;
process.stdout.write(JSON.stringify({ hooks, wallMs, cpuMs: (user + system) / 1_000 }));
agent.destroy();
