// What is aimed at, start-up included. Terraform's GitHub provider does the first two in 0.92 s and
// 1.96 s at its best (50 requests in flight), in 20.7 s and 26.6 s as it comes.
const targets = [
  { part: "plan", repositories: 200, latency: 100, wallMs: 700 },
  { part: "apply", repositories: 20, changes: 20, latency: 100, wallMs: 1_200 },
  { part: "plan", repositories: 10_000, latency: 0, cpuMs: 12_000, memoryMb: 350, ratio: 2 },
  { part: "audit", repositories: 300, latency: 100, askingRatio: 1.2 },
  { part: "requests", cpuRatio: 2.5 },
  { part: "start", name: "hookfleet --version", wallMs: 100, ratio: 1.3 },
  { part: "start", name: "hookfleet validate", ratio: 2 },
  { part: "start", name: "hookfleet plan, 1 repository", ratio: 4 },
  { part: "memory", wallMs: 1_500, memoryMb: 400 },
];

const measures = ["wallMs", "cpuMs", "memoryMb", "cpuRatio", "ratio", "askingRatio"];

/** What a row is held against: each measure with its bound and whether it is met. */
export function judge(row) {
  if (row.skipped !== undefined || row.limits) return [];
  const target = targets.find((one) =>
    Object.entries(one).every(([key, value]) => measures.includes(key) || row[key] === value),
  );
  return measures
    .filter((measure) => target?.[measure] !== undefined)
    .map((measure) => ({
      measure,
      atMost: target[measure],
      isMet: row[measure] <= target[measure],
    }));
}
