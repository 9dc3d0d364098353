import { measureLists } from "../measure-lists.mjs";

const repositories = 4_000;

const programs = [
  { name: "a bare loop of node:http", file: "bare-loop.mjs" },
  { name: "hookfleet's client", file: "list-hooks.mjs" },
];

/** What a request costs beside what it costs any client: the same lists of hooks, without start-up. */
export async function measureRequests({ simulator, runs, quick }) {
  const fleet = { repositories: quick ? 1_000 : repositories, changes: 0 };
  const many = fleet.repositories.toLocaleString("en");
  const rows = [];
  for (const { name, file } of programs) {
    const run = await measureLists(file, fleet, { simulator, runs });
    const bareMs = rows[0]?.cpuMs ?? run.cpuMs;
    rows.push({
      // The loop is what the client is held against.
      part: rows.length === 0 ? "bare" : "requests",
      name: `${many} lists of hooks, ${name}`,
      ...run,
      requestMs: run.cpuMs / fleet.repositories,
      cpuRatio: run.cpuMs / bareMs,
    });
  }
  return rows;
}
