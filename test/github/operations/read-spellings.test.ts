import { describe, expect, test } from "vitest";
import { readSpellings } from "../../../src/github/operations/read-live-state.ts";
import { HookfleetError } from "../../../src/model/errors.ts";
import type { LiveHook } from "../../../src/model/hook.ts";
import { type Scope, scopeKey } from "../../../src/model/scope.ts";
import { liveHook, liveState, scope } from "../../support/build.ts";

const spelled = (name: string): LiveHook => liveHook({ spelling: scope(name) });

async function read(
  of: Scope,
  hooks: readonly LiveHook[],
  { isUrl = true, answer = "AcMe/ApI" }: { isUrl?: boolean; answer?: string | Error } = {},
) {
  const asked: string[] = [];
  const give = async (name: string): Promise<Scope> => {
    asked.push(name);
    if (answer instanceof Error) throw answer;
    return scope(answer);
  };
  const names = await readSpellings(
    {
      account: async (owner) => ({ login: (await give(owner)).owner, kind: "organization" }),
      repository: async (owner, name) => {
        const found = await give(`${owner}/${name}`);
        if (found.kind === "organization") throw new Error("not one");
        const facts = { archived: false, visibility: "private", topics: [] } as const;
        return { ...facts, owner: found.owner, name: found.repository, properties: new Map() };
      },
    },
    [{ scope: of, isUrl }],
    liveState([[of, hooks]]),
  );
  return { ...names, asked, spelling: names.spellings.get(scopeKey(of)) };
}

describe("the spelling of a scope", () => {
  const api = scope("acme/api");

  test.each<[string, readonly LiveHook[], boolean, readonly string[], string | undefined]>([
    ["from a hook", [liveHook(), spelled("Acme/aPI")], true, [], "Acme/aPI"],
    ["not from the hook of another", [spelled("acme/web")], true, ["acme/api"], "AcMe/ApI"],
    ["not from one that does not tell", [liveHook()], false, ["acme/api"], "AcMe/ApI"],
    ["asked for without hooks", [], true, ["acme/api"], "AcMe/ApI"],
    ["not asked for where nothing could match", [], false, [], undefined],
  ])("is read %s", async (_, hooks, isUrl, asked, name) => {
    const found = await read(api, hooks, { isUrl });
    expect(found.asked).toEqual(asked);
    expect(found.spelling).toEqual(name === undefined ? undefined : scope(name));
    expect(found.live.get("acme/api")?.status).toBe("read");
  });

  test("of an organization is that of its account", async () => {
    const found = await read(scope("acme"), [], { answer: "ACME" });
    expect([found.asked, found.spelling]).toEqual([["acme"], scope("ACME")]);
  });

  test.each([
    ["another repository answers", "acme/api2", "moved"],
    ["nothing answers", new HookfleetError("not-found", "there is none"), "not-found"],
  ])("makes it unreadable where %s", async (_, answer, code) => {
    const found = await read(api, [], { answer });
    expect(found.spelling).toBeUndefined();
    expect(found.live.get("acme/api")).toMatchObject({
      status: "unreadable",
      diagnostic: { code, scope: "acme/api" },
    });
  });
});
