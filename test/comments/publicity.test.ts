import { describe, expect, test } from "vitest";
import { checkPublicity, maskDocument, namesOf } from "../../src/comments/publicity.ts";
import { GitHubError } from "../../src/model/errors.ts";
import type { PlanDocument } from "../../src/model/plan-document.ts";
import { scopeName } from "../../src/model/scope.ts";
import { place } from "./fake-forum.ts";

function document(over: object): PlanDocument {
  const empty = { scopes: [], actions: [], unmanaged: [], diagnostics: [], targets: [] };
  return { format: "hookfleet.plan/1", ...empty, ...over } as unknown as PlanDocument;
}

describe("every name is found", () => {
  test.each([
    { scopes: [{ scope: "acme/secret", digest: "" }] },
    { actions: [{ scope: "acme/secret" }] },
    { unmanaged: [{ scope: "ACME/Secret" }] },
    { diagnostics: [{ message: "", scope: "acme/secret" }] },
    { rotations: [{ done: [{ scope: "acme/secret" }] }] },
    { targets: ["acme/secret", "acme/*"] },
  ])("in %j", (over) => {
    const names = namesOf(document(over), place).map((name) => name.toLowerCase());
    expect(names).toEqual(["acme/secret"]);
  });

  test("in a warning about several scopes, and in the report of a run", () => {
    const several = { message: "", scopes: ["acme/secret", "acme/hooks", "acme/other"] };
    expect(namesOf(document({ diagnostics: [several] }), place)).toEqual([
      "acme/other",
      "acme/secret",
    ]);
    const report = { format: "hookfleet.report/1", actions: [{ scope: "acme/secret" }] };
    expect(namesOf(report, place)).toEqual(["acme/secret"]);
  });

  test.each([
    ["*", []],
    ["acme/*", []],
    ["ACME/[a-m]*", []],
    ["*/*", []],
    ["acme/**", []],
    ["moonshot/*", ["moonshot/*"]],
    ["acme/moonshot-*", ["acme/moonshot-*"]],
    ["acme/{api,moonshot}", ["acme/{api,moonshot}"]],
    ["*/moonshot", ["*/moonshot"]],
    ["moon*", ["moon*"]],
  ])("in the target %s", (target, names) => {
    expect(namesOf(document({ targets: [target] }), place)).toEqual(names);
  });

  test("the owner of a repository is no news beside it", () => {
    const scopes = [{ scope: "other/open", digest: "" }];
    expect(namesOf(document({ scopes, targets: ["other/*"] }), place)).toEqual(["other/open"]);
  });
});

const known: Readonly<Record<string, "public" | "private" | "internal" | number>> = {
  "acme/hooks": "public",
  "acme/open": "public",
  "acme/closed": "private",
  "acme/inner": "internal",
  "acme/hidden": 404,
  "acme/moved": 301,
  "acme/broken": 502,
};

const port = {
  visibility: async (repository: typeof place) => {
    const is = known[scopeName(repository).toLowerCase()] ?? 404;
    if (typeof is === "number") throw new GitHubError("refused", "no", { status: is });
    return is;
  },
};

const check = (...scopes: readonly string[]) =>
  checkPublicity(port, place, [document({ actions: scopes.map((scope) => ({ scope })) })]);

describe("in a public repository", () => {
  test.each([[[]], [["acme/hooks"]], [["Acme/Hooks", "acme/open"]]])(
    "%j may stand",
    async (names) => {
      await expect(check(...names)).resolves.toBeUndefined();
    },
  );

  test.each(["acme", "acme/closed", "acme/inner", "acme/hidden", "acme/moved"])(
    "%s may not",
    async (name) => {
      const many = Array.from({ length: 15 }, () => "acme/open");
      const refused = await check(...many, name).catch((error: unknown) => error);
      expect(refused).toMatchObject({ code: "private-in-public" });
      expect(String(refused)).not.toContain(name === "acme" ? "acme" : "/");
    },
  );

  test("a server that fails says nothing of who may see it", async () => {
    await expect(check("acme/broken")).rejects.toMatchObject({ status: 502 });
  });
});

test("elsewhere everything may stand, and nobody is asked for it", async () => {
  const closed = { ...place, repository: "closed" };
  await expect(
    checkPublicity(port, closed, [document({ actions: [{ scope: "acme/broken" }] })]),
  ).resolves.toBeUndefined();
});

test("URLs are masked wherever they stand, and once more changes nothing", () => {
  const url = "https://me:pw@example.com/hook?token=s3cret";
  const shown = document({
    actions: [{ scope: "a", url, changes: [{ field: "url", before: url, after: null }] }],
    unmanaged: [{ scope: "a", url: "https://chat.example.com/services/T0/B0" }],
    rotations: [{ done: [{ scope: "a", url: "env:CHAT_URL" }] }],
  });
  const masked = maskDocument(shown);
  expect(JSON.stringify(masked)).not.toMatch(/pw|s3cret|services/);
  expect(masked.actions[0]?.changes[0]?.before).toBe("https://***@example.com/hook?token=***");
  expect(masked.rotations[0]?.done[0]?.url).toBe("env:CHAT_URL");
  expect(maskDocument(masked)).toEqual(masked);
});
