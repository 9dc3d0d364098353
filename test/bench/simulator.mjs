// Serves the simulator from a process of its own, so that its work is not counted as hookfleet's.
// It is told by messages what to serve, and tells what it was asked.
import { performance } from "node:perf_hooks";
import { createSimulator, serveSimulator } from "../../dist/simulator.js";
import { seedOf } from "./fleet.mjs";

let simulator = createSimulator({});
let counts = noCounts();
let cpuBefore = process.cpuUsage();

function noCounts() {
  return {
    reads: 0,
    writes: 0,
    unmodified: 0,
    failed: 0,
    inFlight: 0,
    readsInFlight: 0,
    writesInFlight: 0,
    firstAt: undefined,
    lastAt: undefined,
  };
}

/** By a clock that all processes have in common. */
function now() {
  return performance.timeOrigin + performance.now();
}

function forget() {
  counts = noCounts();
  cpuBefore = process.cpuUsage();
}

const under = { reads: 0, writes: 0 };

async function handle(request) {
  const kind = request.method === "GET" ? "reads" : "writes";
  const counted = counts;
  counted.firstAt ??= now();
  counted[kind] += 1;
  under[kind] += 1;
  const peak = `${kind}InFlight`;
  counted[peak] = Math.max(counted[peak], under[kind]);
  counted.inFlight = Math.max(counted.inFlight, under.reads + under.writes);
  try {
    const response = await simulator.handle(request);
    if (response.status === 304) counted.unmodified += 1;
    if (response.status >= 400) counted.failed += 1;
    return response;
  } finally {
    under[kind] -= 1;
    counted.lastAt = now();
  }
}

const { url } = await serveSimulator({ handle });

const answers = {
  prepare: ({ fleet, latency }) => {
    simulator = createSimulator(seedOf(fleet), { latency, remember: 0 });
    forget();
    return { url };
  },
  /** Forgets what was counted, not what was written. */
  recount: () => {
    forget();
    return {};
  },
  report: () => {
    const { user, system } = process.cpuUsage(cpuBefore);
    return { ...counts, simulatorCpuMs: (user + system) / 1_000 };
  },
};

process.on("message", ({ ask, ...details }) => process.send(answers[ask](details)));
process.on("disconnect", () => process.exit());
process.send("ready");
