import cluster from "node:cluster";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/**
 * Starts the simulator in processes of its own, which share one port. Each has a GitHub of its own, so
 * that only what reads may be served by several. One question at a time.
 */
export function startSimulator(processes = 1) {
  cluster.setupPrimary({ exec: fileURLToPath(new URL("simulator.mjs", import.meta.url)) });
  const workers = Array.from({ length: processes }, () => cluster.fork());
  const ended = Promise.race(workers.map((worker) => once(worker, "exit"))).then(() => {
    throw new Error("the simulator ended");
  });
  // Whoever asks is told; that it ends when nobody asks any more is as it should be.
  ended.catch(() => {});

  // What is sent before they listen is lost.
  const ready = Promise.all(workers.map((worker) => once(worker, "message")));

  async function ask(question, details = {}) {
    await Promise.race([ready, ended]);
    const answered = workers.map(async (worker) => {
      const [answer] = await once(worker, "message");
      return answer;
    });
    for (const worker of workers) worker.send({ ask: question, ...details });
    return await Promise.race([Promise.all(answered), ended]);
  }

  return {
    prepare: async (fleet, latency) => (await ask("prepare", { fleet, latency }))[0],
    recount: () => ask("recount"),
    report: async () => together(await ask("report")),
    stop: () => {
      for (const worker of workers) worker.disconnect();
    },
  };
}

/** What the processes have counted; the most at once in each of them need not be at one time. */
function together(reports) {
  const asked = reports.filter(({ firstAt }) => firstAt !== undefined);
  const sums = reports.reduce((sum, report) =>
    Object.fromEntries(Object.keys(sum).map((key) => [key, sum[key] + report[key]])),
  );
  const { firstAt: _, lastAt: __, ...counts } = sums;
  const first = Math.min(...asked.map(({ firstAt }) => firstAt));
  const last = Math.max(...asked.map(({ lastAt }) => lastAt));
  return { ...counts, spanMs: asked.length === 0 ? 0 : last - first };
}
