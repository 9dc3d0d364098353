import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { resolveSecrets } from "../../src/apply/resolve-secrets.ts";
import { HookfleetError } from "../../src/model/errors.ts";
import type { DesiredHook } from "../../src/model/hook.ts";
import { Secret } from "../../src/model/secret.ts";
import { type SecretSource, secretSourceKey } from "../../src/model/secret-reference.ts";
import { planFleet } from "../../src/plan/plan-fleet.ts";
import {
  desiredHook,
  desiredScope,
  desiredState,
  liveHook,
  liveState,
  longAgo,
  managed,
  receiver,
  scope,
} from "../support/build.ts";
import { planOne } from "../support/plan-one.ts";

const hook = (name: string, over: Parameters<typeof desiredHook>[0] = {}): DesiredHook =>
  desiredHook({ url: `${receiver}/${name}`, ...over });
const live = (name: string, id: number, over: Parameters<typeof liveHook>[0] = {}) =>
  liveHook({ id, url: `${receiver}/${name}`, hasSecret: true, ...over });

function reading() {
  const asked: SecretSource[] = [];
  const read = async (source: SecretSource): Promise<Secret> => {
    asked.push(source);
    return new Secret("value");
  };
  return { asked: () => asked.map(secretSourceKey), read };
}

describe("the secrets that a run needs", () => {
  test("are those of creates, sets, re-supplies and rotations, each source once", async () => {
    const { asked, read } = reading();
    const plan = planOne({
      hooks: [
        hook("created", { secret: managed("created") }),
        hook("created-too", { secret: managed("created") }),
        hook("set", { secret: managed("set") }),
        hook("resupplied", { secret: managed("resupplied"), active: false }),
        hook("rotated", { secret: managed("rotated", longAgo + 1) }),
        hook("kept", { secret: managed("kept"), contentType: "form" }),
        hook("unchanged", { secret: managed("unchanged") }),
        hook("undeclared", { contentType: "form" }),
      ],
      live: [
        live("set", 1, { hasSecret: false }),
        live("resupplied", 2),
        live("rotated", 3),
        live("kept", 4),
        live("unchanged", 5),
        live("undeclared", 6),
      ],
    });
    const { secrets, problems } = await resolveSecrets(plan, read);
    const keys = ["CREATED", "RESUPPLIED", "ROTATED", "SET"].map((name) => `env:${name}_SECRET`);
    expect(asked().toSorted()).toEqual(keys);
    expect([...secrets.keys()].toSorted()).toEqual(keys);
    expect(problems).toEqual([]);
  });

  test.each([
    ["********", "secret-mask"],
    ["", "secret-blank"],
    ["\uFEFFvalue", "secret-byte-order-mark"],
    ["value\n", "secret-padded"],
  ])("are judged whoever reads them: %j", async (value, code) => {
    const plan = planOne({ hooks: [hook("created", { secret: managed() })] });
    const { secrets, problems } = await resolveSecrets(plan, async () => new Secret(value));
    expect([secrets.size, problems.map((problem) => problem.code)]).toEqual([0, [code]]);
    expect(problems[0]?.message).toMatch(/^ci .* \(needed by a hook of acme\/api\)$/);
  });

  test("are not those of blocked actions", async () => {
    const { asked, read } = reading();
    const hooks = [hook("a", { secret: managed(), active: false })];
    await resolveSecrets(planOne({ hooks, live: [live("a", 1)], protect: ["**"] }), read);
    expect(asked()).toEqual([]);
  });

  test("are told apart by where they come from, not by their name", async () => {
    const { asked, read } = reading();
    const file = {
      kind: "managed",
      secret: { ...secretOf("ci"), source: { kind: "file", path: "/etc/ci", shown: "ci" } },
    } as const;
    const hooks = [hook("a", { secret: managed("ci") }), hook("b", { secret: file })];
    await resolveSecrets(planOne({ hooks }), read);
    expect(asked().toSorted()).toEqual(["env:CI_SECRET", "file:/etc/ci"]);
  });
});

function secretOf(ref: string) {
  const secret = managed(ref);
  if (secret.kind !== "managed") throw new Error("not managed");
  return secret.secret;
}

describe("secrets that are missing", () => {
  const state = desiredState({
    scopes: ["acme", "acme/api"].map((name) =>
      desiredScope({
        scope: scope(name),
        hooks: ["one", "two", "three"].map((ref) => hook(ref, { secret: managed(ref) })),
      }),
    ),
  });
  const plan = planFleet(
    state,
    liveState([
      [scope("acme"), []],
      [scope("acme/api"), []],
    ]),
    { hooksPerEvent: 20 },
  );
  const read = async (source: SecretSource): Promise<Secret> => {
    if (source.kind === "env" && source.name === "TWO_SECRET") return new Secret("correct-horse");
    throw new HookfleetError("secret-missing", `${secretSourceKey(source)} is not set`, {
      help: "Set it.",
    });
  };

  test("are all listed at once, each with its place and who needs it", async () => {
    const { problems } = await resolveSecrets(plan, read);
    expect(problems).toMatchObject(
      ["ONE", "THREE"].map((name) => ({
        severity: "error",
        code: "secret-missing",
        help: "Set it.",
        position: secretOf("any").position,
        message: `env:${name}_SECRET is not set (needed by 2 hooks, the first in acme)`,
      })),
    );
  });

  test("come without the values of those that are there", async () => {
    const all = await resolveSecrets(plan, read);
    for (const text of [
      inspect(all, { depth: 9, showHidden: true }),
      JSON.stringify([...all.secrets]),
    ])
      expect(text).not.toContain("correct-horse");
  });

  test("a bug of the reader is not taken for one", async () => {
    const bug = new TypeError("oops");
    await expect(resolveSecrets(plan, () => Promise.reject(bug))).rejects.toBe(bug);
  });
});
