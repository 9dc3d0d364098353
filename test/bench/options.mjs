import { parseArgs } from "node:util";

export const parts = ["start", "memory", "requests", "plan", "apply", "drift", "audit"];

export const help = `npm run bench -- [options]

  --only <part>      ${parts.join(", ")}; repeatable (default: all)
  --quick            the sizes of every day: up to 200 repositories and 20 changes
  --latency <ms>     of the simulator; repeatable (default: 0, 50 and 100)
  --pace             with GitHub's rate limits, so that the limits of pace hold (default: a server
                     without them, which shows the program itself)
  --runs <n>         at most so many runs of each, of which the median counts (default: 5)
  --markdown         tables for docs/limits.md
  --json             one JSON document in place of the tables
  --help
`;

function whole(text, name, { from, to }) {
  const value = Number(text);
  if (/^[0-9]+$/.test(text) && value >= from && value <= to) return value;
  throw new Error(`--${name} is a whole number from ${from} to ${to}`);
}

function checked(part) {
  if (parts.includes(part)) return part;
  throw new Error(`--only is one of ${parts.join(", ")}`);
}

export function readOptions(argv) {
  const { values } = parseArgs({
    args: argv,
    options: {
      only: { type: "string", multiple: true },
      quick: { type: "boolean", default: false },
      latency: { type: "string", multiple: true },
      pace: { type: "boolean", default: false },
      runs: { type: "string", default: "5" },
      markdown: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  return {
    ...values,
    only: values.only?.map(checked) ?? parts,
    latencies: values.latency?.map((text) => whole(text, "latency", { from: 0, to: 1_000 })) ?? [
      0, 50, 100,
    ],
    runs: whole(values.runs, "runs", { from: 1, to: 100 }),
  };
}
