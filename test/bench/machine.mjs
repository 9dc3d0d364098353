import { arch, availableParallelism, cpus, loadavg, release, totalmem, type } from "node:os";

/** Figures mean nothing without what they were measured on, and how busy that was. */
export function describeMachine() {
  const cores = availableParallelism();
  const load = loadavg()[0].toFixed(1);
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores,
    memoryGib: Math.round(totalmem() / 2 ** 30),
    os: `${type()} ${release()} ${arch()}`,
    node: process.version,
    load,
  };
}

export function renderMachine({ cpu, cores, memoryGib, os, node, load }) {
  return `${cpu}, ${cores} cores, ${memoryGib} GiB; ${os}; Node ${node}; load at the start ${load}`;
}
