// Reads the same lists of hooks as hookfleet does, with nothing but node:http over kept connections:
// what any client on Node takes. Tells as JSON how long that took.
import { Agent, get } from "node:http";
import { performance } from "node:perf_hooks";
import { namesOf } from "./fleet.mjs";
import { readsAtOnce } from "./limit.mjs";

const [url, repositories] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: readsAtOnce });
const { hostname, port } = new URL(url);

function read(name) {
  return new Promise((resolve, reject) => {
    const path = `/repos/acme/${name}/hooks?per_page=100`;
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

const names = namesOf({ repositories: Number(repositories) });
const queue = names.values();
let hooks = 0;

async function work() {
  for (const name of queue) {
    const found = await read(name);
    hooks += found;
  }
}

const cpu = process.cpuUsage();
const start = performance.now();
await Promise.all(Array.from({ length: readsAtOnce }, work));
const { user, system } = process.cpuUsage(cpu);
const wallMs = performance.now() - start;
process.stdout.write(JSON.stringify({ hooks, wallMs, cpuMs: (user + system) / 1_000 }));
agent.destroy();
