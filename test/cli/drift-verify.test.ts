import { describe, expect, test } from "vitest";
import { schemaErrors } from "../render/schema.ts";
import { planted } from "../support/planted.ts";
import { enterStage } from "../support/run-cli.ts";

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

  test("is content where the secret is proved, or nothing was delivered", async () => {
    const stage = await stageWith(planted.environment);
    const before = await stage.run(["drift", "--verify"]);
    expect(before.code).toBe(0);
    expect(before.stdout).toContain("no-delivery");
    await stage.run(["ping"]);
    const { code, stdout } = await stage.run(["drift", "--verify"]);
    expect(code).toBe(0);
    expect(stdout).toContain("proved");
  });
});
