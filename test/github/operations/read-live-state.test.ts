import { describe, expect, test } from "vitest";
import { parseHook } from "../../../src/github/operations/hook-json.ts";
import { readLiveState } from "../../../src/github/operations/read-live-state.ts";
import { GitHubError } from "../../../src/model/errors.ts";
import type { Scope } from "../../../src/model/scope.ts";
import { hookJson } from "../support/fake-github.ts";

const organization = (owner: string): Scope => ({ kind: "organization", owner });
const many = Array.from({ length: 250 }, (_, index) => organization(`o${index}`));
const hook = parseHook(hookJson(1));

describe("readLiveState", () => {
  test("tells of every scope, in the order they were asked for, whatever comes first", async () => {
    const listHooks = async ({ owner }: Scope) => {
      await new Promise((resolve) => setTimeout(resolve, owner === "o0" ? 20 : 0));
      time += 1;
      return [hook];
    };
    // What happens while a list is read may not be in it: its time is that of the question.
    let time = 0;
    const progress: [number, number][] = [];
    const live = await readLiveState(
      { listHooks },
      many,
      (done, total) => {
        progress.push([done, total]);
      },
      () => time,
    );
    expect([...live.keys()]).toEqual(many.map(({ owner }) => owner));
    expect(live.get("o7")).toEqual({ status: "read", scope: many[7], hooks: [hook], readAt: 0 });
    expect(progress).toEqual(many.map((_, index) => [index + 1, 250]));
  });

  test("tells of a scope that cannot be read as a diagnostic, and reads the others", async () => {
    const listHooks = async ({ owner }: Scope) => {
      if (owner === "acme")
        throw new GitHubError("not-found", "cannot", { status: 404, help: "do" });
      return [];
    };
    const live = await readLiveState({ listHooks }, [organization("acme"), organization("b")]);
    expect(live.get("acme")).toEqual({
      status: "unreadable",
      scope: organization("acme"),
      diagnostic: {
        severity: "error",
        code: "not-found",
        message: "cannot",
        help: "do",
        scope: "acme",
      },
    });
    expect(live.get("b")?.status).toBe("read");
  });

  test("asks once for two spellings of one scope", async () => {
    let asked = 0;
    const listHooks = async () => {
      asked += 1;
      return [];
    };
    const live = await readLiveState({ listHooks }, [organization("Acme"), organization("acme")]);
    expect([...live.keys()]).toEqual(["acme"]);
    expect(asked).toBe(1);
  });

  test.each(["bad-credentials", "bad-app-credentials"])(
    "stops asking once GitHub says %s, and names each scope all the same",
    async (code) => {
      let asked = 0;
      const listHooks = async () => {
        asked += 1;
        throw new GitHubError(code, "cannot list the hooks of x", { status: 401 });
      };
      const live = await readLiveState({ listHooks }, many);
      expect(asked).toBeLessThanOrEqual(100);
      expect(live.size).toBe(250);
      for (const reading of live.values()) {
        expect(reading).toMatchObject({
          status: "unreadable",
          diagnostic: { code },
        });
      }
      expect(live.get("o249")).toMatchObject({
        diagnostic: { message: expect.stringContaining("o249"), scope: "o249" },
      });
    },
  );

  test("does not hide a bug as a scope that cannot be read", async () => {
    const listHooks = () => Promise.reject(new RangeError("a bug"));
    await expect(readLiveState({ listHooks }, many)).rejects.toThrow(RangeError);
  });

  test("reads nothing of nothing", async () => {
    expect(await readLiveState({ listHooks: () => expect.unreachable() }, [])).toEqual(new Map());
  });
});
