// Times hookfleet: `npm run bench`, after `npm run build`. Figures, never verdicts: it fails only
// where hookfleet did not do what was to be measured.
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { describeMachine, renderMachine } from "./machine.mjs";
import { help, readOptions } from "./options.mjs";
import { measureApply } from "./parts/apply.mjs";
import { measureAudit } from "./parts/audit.mjs";
import { measureDrift } from "./parts/drift.mjs";
import { measureMemory } from "./parts/memory.mjs";
import { measurePlan } from "./parts/plan.mjs";
import { measureRequests } from "./parts/requests.mjs";
import { measureStart } from "./parts/start.mjs";
import { renderRows } from "./render-rows.mjs";
import { commandLine } from "./run-hookfleet.mjs";
import { startSimulator } from "./start-simulator.mjs";
import { judge } from "./targets.mjs";
import { warmUp } from "./warm-up.mjs";

const measureOf = {
  start: measureStart,
  memory: measureMemory,
  requests: measureRequests,
  plan: measurePlan,
  apply: measureApply,
  drift: measureDrift,
  audit: measureAudit,
};

/** One process answers as fast as hookfleet asks, or else it would be the brake. Writes need one GitHub. */
const simulatorsOf = (part) => (part === "apply" ? 1 : Math.min(4, availableParallelism()));

const legend = `limit    what waiting for the answers to these requests takes, 50 reads and 5 writes at once; for
         start-up, an empty program on Node; for plans without latency, a bare loop of node:http
wall     start-up included; the median of the runs, beside the best of them
ratio    wall time to the limit; CPU of a request to that of the loop, both without start-up
asking   from the first request to the last answer; its ratio, that of the best run to the best run of
         a bare loop of node:http over the same requests, the first page alone
w        writes; CPU and memory are those of the hookfleet process alone
`;

async function bench(options) {
  const machine = describeMachine();
  const show = options.json ? () => {} : (text) => process.stdout.write(`${text}\n`);
  show(`${renderMachine(machine)}\n`);
  const rows = [];
  for (const part of options.only) {
    const simulator = startSimulator(simulatorsOf(part));
    try {
      await warmUp(simulator);
      const measured = await measureOf[part]({ ...options, simulator });
      const judged = measured.map((row) => ({ ...row, targets: judge(row) }));
      rows.push(...judged);
      show(`${renderRows(judged, options)}\n`);
    } finally {
      simulator.stop();
    }
  }
  if (options.json) process.stdout.write(`${JSON.stringify({ machine, rows }, undefined, 2)}\n`);
  else show(legend);
}

const options = readOptions(process.argv.slice(2));
if (options.help) process.stdout.write(help);
else if (!existsSync(commandLine)) throw new Error("there is no dist/ yet: npm run build");
else await bench(options);
