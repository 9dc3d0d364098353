import { expect, test } from "vitest";
import { schemaErrors } from "../render/schema.ts";
import { planted } from "../support/planted.ts";
import { enterStage, type Stage } from "../support/run-cli.ts";

const approved = ["--auto-approve"];
const simulator = { switches: { pingDelay: 0 } };
const flag = "--accept-secret-change";

/** The example fleet, whose hook #21 is signed with a secret that nobody declared, as a ping shows. */
async function pinged(): Promise<Stage> {
  const stage = await enterStage({ simulator });
  expect((await stage.run(["ping", "--hook", "21"])).code).toBe(0);
  return stage;
}

const secretOf = ({ simulator }: Stage) =>
  simulator.hooks("acme/api").find(({ id }) => id === 21)?.config.secret;

/** Methods and paths of what a run asked of deliveries. */
async function looksOf({ simulator }: Stage, run: () => Promise<unknown>) {
  const before = simulator.requests.length;
  await run();
  return simulator.requests
    .slice(before)
    .flatMap(({ path }) => (path.includes("/deliveries") ? [path] : []));
}

test("a secret that a ping shows to be another one is not replaced: the others run, exit 1", async () => {
  const stage = await pinged();
  const { code, stdout, writes } = await stage.run(["apply", ...approved, "--out", "report.json"]);
  expect(code).toBe(1);
  expect(secretOf(stage)).toBe(planted.live);
  expect(writes.map(({ method }) => method)).toEqual(["POST", "POST", "POST"]);
  expect(stdout).toContain("1 secret to be sent again: 1 blocked.\nBlocked as secret-differs:");
  expect(stdout).toMatch(
    /Not attempted: blocked as secret-differs\n {2}- acme\/api {2}update .*#21/,
  );
  expect(stdout).toMatch(/→ Find out which of the two the receiver has.*--accept-secret-change/s);
  expect(stdout.trimEnd()).toMatch(/Applied 3, failed 0, not attempted 1\.$/);
  const report = JSON.parse(stage.read("report.json"));
  expect(schemaErrors("report")(report)).toEqual([]);
  const blocked = report.actions.filter(({ status }: { status: string }) => status !== "applied");
  expect(blocked).toMatchObject([
    { hook_id: 21, blocked: "secret-differs", error: { code: "secret-differs" } },
  ]);
  expect(blocked[0].error.help).toContain(flag);
});

test.each([
  ["by the flag", [flag]],
  ["by --resupply", ["--resupply", "https://ci.example.com/**"]],
])("it is replaced where that is meant, %s, and nothing is looked at", async (_, argv) => {
  const stage = await pinged();
  const looks = await looksOf(stage, async () => {
    expect((await stage.run(["apply", ...approved, ...argv])).code).toBe(0);
  });
  expect(looks).toEqual([]);
  expect(secretOf(stage)).toBe(planted.environment);
});

test("a saved plan is no way around it, and takes the flag, too", async () => {
  const stage = await pinged();
  await stage.run(["plan", "--out", "plan.json"]);
  const argv = ["apply", "plan.json", ...approved];
  expect((await stage.run(argv)).code).toBe(1);
  expect(secretOf(stage)).toBe(planted.live);
  await stage.run(["plan", "--out", "plan.json"]);
  expect((await stage.run([...argv, flag])).code).toBe(0);
  expect(secretOf(stage)).toBe(planted.environment);
});

test("a saved plan made with --resupply remembers that it was meant", async () => {
  const stage = await pinged();
  await stage.run(["plan", "--out", "plan.json", "--resupply", "https://ci.example.com/**"]);
  expect(stage.read("plan.json")).toContain('"resupply_asked": true');
  expect((await stage.run(["apply", "plan.json", ...approved])).code).toBe(0);
  expect(secretOf(stage)).toBe(planted.environment);
});

test("where nothing can be told it goes on, and the words say that nothing was verified", async () => {
  const stage = await enterStage();
  const { code, stdout } = await stage.run(["apply", ...approved]);
  expect(code).toBe(0);
  expect(stdout.replace(/\s+/g, " ")).toContain(
    "ci, sent again (GitHub would drop it otherwise; not verified to be the one in use)",
  );
  expect(stdout).toContain("1 secret to be sent again: 1 not verified (no-delivery 1).");
  expect(secretOf(stage)).toBe(planted.environment);
});

test("nor does a token that may not read deliveries stop it", async () => {
  const stage = await enterStage({
    between: async (request, handle) =>
      /\/deliveries/.test(new URL(request.url).pathname)
        ? Response.json({ message: "Resource not accessible" }, { status: 403 })
        : handle(request),
  });
  const { code, stdout } = await stage.run(["apply", ...approved]);
  expect([code, secretOf(stage)]).toEqual([0, planted.environment]);
  expect(stdout).toContain("1 not verified (forbidden 1)");
});

test("the right secret is sent again once a delivery has shown it to be the one in use", async () => {
  const stage = await enterStage({ simulator, environment: { CI_SECRET: planted.live } });
  await stage.run(["ping", "--hook", "21"]);
  const looks = await looksOf(stage, async () => {
    const { code, stdout } = await stage.run(["apply", ...approved]);
    expect(code).toBe(0);
    expect(stdout).toContain("1 secret to be sent again: 1 verified by a delivery.");
  });
  expect(looks).toHaveLength(2);
  expect(secretOf(stage)).toBe(planted.live);
});

test("it is asked about with what is left, after the look", async () => {
  const stage = await pinged();
  const terminal = { terminal: ["stdin", "stderr"], input: "y\n" } as const;
  const { stderr } = await stage.run(["apply"], terminal);
  expect(stderr).toContain("Carry out these 3 actions on GitHub?");
  expect(secretOf(stage)).toBe(planted.live);
});
