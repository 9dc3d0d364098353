import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** Starts the simulator in a process of its own. One question at a time. */
export function startSimulator() {
  const child = fork(fileURLToPath(new URL("simulator.mjs", import.meta.url)));
  const ended = once(child, "exit").then(() => {
    throw new Error("the simulator ended");
  });
  // Whoever asks is told; that it ends when nobody asks any more is as it should be.
  ended.catch(() => {});

  async function ask(question, details = {}) {
    const answered = once(child, "message");
    child.send({ ask: question, ...details });
    const [answer] = await Promise.race([answered, ended]);
    return answer;
  }

  return {
    prepare: (fleet, latency) => ask("prepare", { fleet, latency }),
    recount: () => ask("recount"),
    report: () => ask("report"),
    stop: () => child.disconnect(),
  };
}
