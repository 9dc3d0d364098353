import { describe, expect, test } from "vitest";
import type { Fault } from "../../src/simulator/faults/faults.ts";
import { schemaErrors } from "../render/schema.ts";
import { planted } from "../support/planted.ts";
import { type Environment, enterStage } from "../support/run-cli.ts";

const config = `version: 1
secrets: { ci: { env: CI_SECRET } }
organizations:
  acme:
    hooks:
      - { url: https://ci.example.com/hook, events: [push], content_type: json, secret: ci }
`;

async function stageWith(secret: string) {
  const stage = await enterStage({
    files: { "hookfleet.yaml": config },
    seed: {
      tokens: { [planted.token]: {} },
      organizations: {
        acme: {
          hooks: [
            {
              id: 21,
              url: "https://ci.example.com/hook",
              events: ["push"],
              content_type: "json",
              secret,
              created_at: "2026-01-01T00:00:00Z",
              updated_at: "2026-01-01T00:00:00Z",
            },
          ],
        },
      },
    },
    simulator: { switches: { pingDelay: 0 } },
  });
  return stage;
}

describe("drift --verify", () => {
  test("finds a secret that GitHub does not sign with, by past deliveries alone", async () => {
    const stage = await stageWith(planted.live);
    await stage.run(["ping"]);
    expect((await stage.run(["drift"])).code).toBe(0);
    const { code, stdout, writes } = await stage.run(["drift", "--verify", "--format", "json"]);
    const document = JSON.parse(stdout);
    expect([code, writes]).toEqual([2, []]);
    expect(schemaErrors("drift")(document)).toEqual([]);
    expect(document.summary.changed).toBe(1);
    expect(document.drift).toMatchObject([
      {
        kind: "changed",
        scope: "acme",
        hook_id: 21,
        secret: "keep",
        secret_ref: "ci",
        reason: "secret-mismatch",
        requests: [],
      },
    ]);
    for (const format of ["text", "markdown", "html"]) {
      const shown = await stage.run(["drift", "--verify", "--format", format]);
      expect(shown.code).toBe(2);
      expect(shown.stdout).toMatch(/mismatch|another secret/);
    }
  });

  test("is content where the secret is proved", async () => {
    const stage = await stageWith(planted.environment);
    await stage.run(["ping"]);
    const { code, stdout } = await stage.run(["drift", "--verify"]);
    expect(code).toBe(0);
    expect(stdout).toContain("proved");
    expect(stdout).not.toContain("secret-unproved");
  });
});

/** Ways in which nothing is proved although nothing differs, and what `verify` calls it. */
const unproved: readonly {
  readonly what: string;
  readonly verdict: string;
  /** What `drift --verify` exits with, where `--strict` and `verify` exit with 2. */
  readonly code: number;
  readonly environment?: Environment;
  readonly faults?: readonly Fault[];
  readonly isPinged?: true;
}[] = [
  { what: "nothing was delivered", verdict: "no-delivery", code: 0 },
  {
    what: "the secret is not set here",
    verdict: "unverifiable",
    code: 2,
    isPinged: true,
    environment: { CI_SECRET: undefined },
  },
  {
    what: "deliveries may not be read",
    verdict: "unverifiable",
    code: 2,
    isPinged: true,
    faults: [{ kind: "status", status: 403, path: /\/hooks\/21\/deliveries/, times: 99 }],
  },
  {
    what: "GitHub fails",
    verdict: "unverifiable",
    code: 2,
    isPinged: true,
    faults: [{ kind: "status", status: 500, path: /\/hooks\/21\/deliveries/, times: 99 }],
  },
];

describe.each(unproved)("where $what", (given) => {
  const { verdict, code: expected, environment = {}, faults = [], isPinged } = given;
  const enter = async () => {
    const stage = await stageWith(planted.environment);
    if (isPinged === true) await stage.run(["ping"]);
    for (const fault of faults) stage.simulator.addFault(fault);
    return (...argv: readonly string[]) => stage.run(argv, { environment });
  };
  const said = {
    severity: "warning",
    code: "secret-unproved",
    message: `not every secret could be proved: 1 ${verdict} of 1`,
  };

  test("drift --verify says so, and exits as verify does under --strict", async () => {
    const run = await enter();
    expect((await run("drift")).code).toBe(0);
    const { code, stdout, writes } = await run("drift", "--verify", "--format", "json");
    const document = JSON.parse(stdout);
    expect(schemaErrors("drift")(document)).toEqual([]);
    expect([code, writes]).toEqual([expected, []]);
    expect((await run("drift", "--verify", "--strict")).code).toBe(2);
    expect(document).toMatchObject({ complete: true, drift: [], diagnostics: [said] });
    for (const format of ["text", "markdown", "html"]) {
      const shown = await run("drift", "--verify", "--format", format);
      expect(shown.code).toBe(expected);
      expect(shown.stdout).toContain("secret-unproved");
    }
    expect((await run("verify", "--no-ping")).code).toBe(2);
  });

  test("so does health --verify", async () => {
    const run = await enter();
    if (faults.length === 0) {
      expect((await run("health")).code).toBe(0);
      const { code, stdout, stderr } = await run("health", "--verify", "--format", "json");
      expect(code).toBe(expected);
      expect(JSON.parse(stdout)).toMatchObject({ complete: true, diagnostics: [said] });
      expect(stderr).toContain("secret-unproved");
    } else expect((await run("health", "--verify")).code).toBe(1);
  });
});

test("a hook that is left out, or that GitHub has not, is not called unproved", async () => {
  const stage = await stageWith(planted.environment);
  stage.write("hookfleet.yaml", config.replace("/hook,", "/other,"));
  const drift = await stage.run(["drift", "--verify"]);
  expect([drift.code, drift.stdout.includes("secret-unproved")]).toEqual([2, false]);
  const health = await stage.run(["health", "--verify", "--hook", "21"]);
  expect([health.code, health.stderr]).toEqual([0, ""]);
});

test("an unreadable scope is an error whatever is proved", async () => {
  const stage = await stageWith(planted.environment);
  stage.simulator.addFault({ kind: "status", status: 404, path: "/orgs/acme/hooks", times: 9 });
  expect((await stage.run(["drift", "--verify"])).code).toBe(1);
  expect((await stage.run(["health", "--verify"])).code).toBe(1);
});
