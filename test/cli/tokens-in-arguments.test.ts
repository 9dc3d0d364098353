import { expect, test } from "vitest";
import { exampleConfig } from "../support/example-fleet.ts";
import { planted } from "../support/planted.ts";
import { enterStage } from "../support/run-cli.ts";

// What each run prints and saves is searched for `Pl4nt3d` (test/support/run-cli.ts).

const body = "Pl4nt3dA7xYPl4nt3dB8zQPl4nt3dC9wR";

/** Credentials that are pasted where a name or a path belongs. */
const credentials: Readonly<Record<string, string>> = {
  "of an installation": planted.token,
  "fine-grained": `github_pat_11${body.slice(0, 20)}_${body}`,
  "private key": `-----BEGIN RSA PRIVATE KEY-----\nMII${body}\n-----END RSA PRIVATE KEY-----`,
};

type Arguments = (token: string, url: string) => readonly string[];

const places: Readonly<Record<string, Arguments>> = {
  "a command": (token) => [token],
  "an argument too many": (token) => ["validate", token],
  "an option": (token) => ["plan", `--${token}`],
  "the value of an unknown option": (token) => ["plan", `--token=${token}`],
  "an unknown option's next word": (token) => ["plan", "--token", token],
  "a choice": (token) => ["plan", "--format", token],
  "a number": (token) => ["plan", "--concurrency", token],
  "-f": (token) => ["plan", "-f", `${token}.yaml`],
  "-f, a folder": (token) => ["validate", "-f", `config/${token}/x.yaml`],
  "--policy": (token) => ["plan", "--policy", token],
  "--base": (token) => ["plan", "--offline", "--base", token],
  "--target": (token) => ["plan", "--target", token],
  "--target, a repository": (token) => ["plan", "--target", `acme/${token}`],
  "--out": (token) => ["plan", "--out", `nowhere/${token}.json`],
  "--out without an ending": (token) => ["plan", "--out", token],
  "--out that is written": (token) => ["plan", "--out", `${token}.md`.replaceAll(/[\n /]/g, "_")],
  "--events": (token) => ["apply", "--auto-approve", "--events", `nowhere/${token}`],
  "--cache": (token) => ["plan", "--cache", `hookfleet.yaml/${token}`],
  "--api-url": (token) => ["plan", "--api-url", token],
  "--api-url, its host": (token) => ["plan", "--api-url", `http://${token}.example.com`],
  "--api-url, its path": (token, url) => ["plan", "--api-url", `${url}/${token}`],
  "--api-url, its user": (token) => ["plan", "--api-url", `https://x:${token}@ghes.invalid`],
  "--resupply": (token) => ["plan", "--resupply", token],
  "a plan file": (token) => ["apply", `${token}.json`],
  "plan files": (token) => ["merge", `${token}.json`, "hookfleet.yaml"],
  "an import": (token) => ["import", token],
  "an import of a repository": (token) => ["import", `acme/${token}`],
  "import --out": (token) => ["import", "acme", "--out", `nowhere/${token}.yaml`],
  "a scope": (token) => ["explain", token],
  "--event": (token) => ["deliveries", "--event", token],
  "--since": (token) => ["deliveries", "--since", token],
  "--guid": (token) => ["deliveries", "--guid", token],
  "--hook": (token) => ["deliveries", "--hook", token],
  "a delivery": (token) => ["deliveries", token],
  "comment --repo": (token) => ["comment", "plan.json", "--repo", token, "--pr", "1"],
  "comment --pr": (token) => ["comment", "plan.json", "--repo", "acme/api", "--pr", token],
  "comment --commit": (token) => ["comment", "plan.json", "--repo", "acme/api", "--commit", token],
  "comment --key": (token) => ["comment", "plan.json", "--repo", "acme/api", "--key", token],
  "comment --run-url": (token) => ["comment", "plan.json", "--repo", "a/b", "--run-url", token],
  "comment --report": (token) => ["comment", "plan.json", "--repo", "a/b", "--report", token],
  "comment --comment-as": (token) => ["comment", "plan.json", "--comment-as", token],
  "comment --comment-token": (token) => [
    ...["comment", "plan.json", "--repo", "acme/api", "--pr", "1"],
    ...["--comment-token", token],
  ],
  "a drift report": (token) => ["report-issue", token, "--repo", "acme/api"],
  "simulate --seed": (token) => ["simulate", "--seed", `${token}.yaml`],
  "simulate --switch": (token) => ["simulate", "--switch", `${token}=on`],
  "a shell": (token) => ["completion", token],
};

test.each(Object.entries(places))("a credential in place of %s", async (_, argumentsFor) => {
  const { run, url } = await enterStage();
  const formats = [["--verbose"], ["--format", "json"]];
  for (const [index, token] of Object.values(credentials).entries()) {
    const { code, stdout, stderr } = await run([
      ...argumentsFor(token, url),
      ...(formats[index % formats.length] ?? []),
    ]);
    expect(code === 0 || `${stdout}${stderr}` !== "").toBe(true);
  }
});

/** Names and paths of the file, each replaced by a credential. */
const words = [
  "ci: {",
  "CI_SECRET",
  "HOOK_URL",
  "secrets/audit",
  "acme",
  "name: api",
  "https://ci.example.com/hook",
  "[repository]",
  "json",
  "secret: audit",
  "hooks:",
  "version: 1",
];

test.each(words)("a credential in place of %s in the file", async (word) => {
  for (const token of Object.values(credentials).slice(1)) {
    const quoted = JSON.stringify(token);
    const text = word.includes(":")
      ? word.replace(/[\w]+$|^\w+(?=: ?\{?)/, quoted)
      : word.startsWith("[")
        ? `[${quoted}]`
        : word.includes("://")
          ? JSON.stringify(`https://ci.example.com/${token}`)
          : quoted;
    const files = { "hookfleet.yaml": exampleConfig.replace(word, text) };
    const { run } = await enterStage({ files });
    for (const argv of [
      ["validate"],
      ["validate", "--format", "json"],
      ["validate", "--format", "github"],
      ["plan", "--out", "p.json", "--out", "p.md", "--out", "p.html", "--show-urls"],
      ["apply", "--auto-approve", "--format", "json"],
      ["secrets"],
    ])
      await run(argv);
  }
  expect(exampleConfig).toContain(word);
});
