import { describe, expect, test } from "vitest";
import { actionDocument } from "../../src/documents/plan-document.ts";
import { HookfleetError } from "../../src/model/errors.ts";
import type { DesiredHook, LiveHook } from "../../src/model/hook.ts";
import type { Action } from "../../src/model/plan.ts";
import { planFleet } from "../../src/plan/plan-fleet.ts";
import { resupplyAsPlanned, resupplyByUrl } from "../../src/plan/resupply.ts";
import { applyTo, endings, secretValue } from "../support/apply-to.ts";
import {
  api,
  desiredHook,
  desiredScope,
  desiredState,
  liveHook,
  liveState,
  longAgo,
  managed,
  noSecret,
  undeclared,
} from "../support/build.ts";
import { answering, fakeWriter } from "../support/fake-writer.ts";

const masked = { hasSecret: true } as const;

function plan(hooks: readonly DesiredHook[], live: readonly LiveHook[], globs: readonly string[]) {
  const desired = desiredState({
    scopes: [desiredScope({ hooks, undeclaredSecrets: "keep" })],
  });
  const resupply = resupplyByUrl(globs, desired);
  return planFleet(desired, liveState([[api, live]]), { hooksPerEvent: 20, resupply });
}

const brief = ({ kind, reason, ...action }: Action) => [
  kind,
  reason,
  "secret" in action ? action.secret : "-",
];

describe("--resupply", () => {
  test("sends the secret of a hook that is as declared, in one request", () => {
    const { actions, assumed, unchanged } = plan(
      [desiredHook({ secret: managed() })],
      [liveHook(masked)],
      ["https://ci.example.com/**"],
    );
    expect(actions.map(brief)).toEqual([["config-patch", "resupply", "resupply"]]);
    expect(actions[0]?.requests).toEqual(["PATCH /repos/acme/api/hooks/1/config"]);
    expect([assumed, unchanged]).toEqual([0, []]);
  });

  test.each<[what: string, desired: Partial<DesiredHook>, live: Partial<LiveHook>, unknown[]]>([
    [
      "a change of config",
      { contentType: "form" },
      masked,
      ["config-patch", "differs", "resupply"],
    ],
    ["a change of events", { events: ["star"] }, masked, ["update", "differs", "resupply"]],
    ["a missing secret", {}, { hasSecret: false }, ["config-patch", "secret-missing", "set"]],
    [
      "a rotation, which wins",
      { secret: managed("ci", longAgo + 1) },
      masked,
      ["config-patch", "rotation", "rotate"],
    ],
  ])("beside %s", (_, desired, live, expected) => {
    const hook = { ...desiredHook({ secret: managed() }), ...desired };
    const { actions } = plan([hook], [{ ...liveHook(), ...live }], ["**"]);
    expect(actions.map(brief)).toEqual([expected]);
  });

  test("touches no hook of another URL, and none whose secret is not managed", () => {
    const urls = ["a", "b", "c", "d"].map((name) => `https://${name}.example.com/`);
    const secrets = [managed(), managed(), undeclared, noSecret];
    const hooks = urls.map((url, at) => desiredHook({ url, secret: secrets[at] ?? undeclared }));
    const live = urls.map((url, at) => liveHook({ id: at + 1, url, hasSecret: at < 3 }));
    const ids = (globs: readonly string[]) =>
      plan(hooks, live, globs).actions.map((action) => action.live?.id ?? 0);
    expect(ids(["https://a.*.com/"])).toEqual([1]);
    expect(ids(["**"])).toEqual([1, 2]);
    expect(ids([])).toEqual([]);
  });

  test.each([
    [["https://nowhere.example.com/**"], "--resupply matches"],
    [["**", "https://unsigned.example.com/"], "--resupply number 2 matches"],
  ])("%j is an error, which does not repeat the URL", (globs, words) => {
    const hooks = [
      desiredHook({ secret: managed() }),
      desiredHook({ url: "https://unsigned.example.com/", secret: noSecret }),
    ];
    const wanted = { scopes: [desiredScope({ hooks })] };
    const attempt = () => resupplyByUrl(globs, wanted);
    expect(attempt).toThrow(HookfleetError);
    expect(attempt).toThrow(expect.objectContaining({ code: "unmatched-resupply" }));
    expect(attempt).toThrow(words);
    expect(attempt).not.toThrow("nowhere");
    // What cannot be seen may be what was meant.
    expect(() => resupplyByUrl(globs, wanted, { isWhole: false })).not.toThrow();
  });

  test.each([
    [["nowhere.example.com/**"], "--resupply can match no URL"],
    [["**", "https:/nowhere.example.com/**"], "--resupply number 2 can match no URL"],
  ])("%j is an error, whatever is declared", (globs, words) => {
    const wanted = { scopes: [desiredScope({ hooks: [desiredHook({ secret: managed() })] })] };
    const attempt = () => resupplyByUrl(globs, wanted, { isWhole: false });
    expect(attempt).toThrow(expect.objectContaining({ code: "bad-glob" }));
    expect(attempt).toThrow(words);
    expect(attempt).not.toThrow("nowhere");
  });

  test("is taken from a saved plan as it was reviewed", () => {
    const hooks = ["a", "b"].map((name) =>
      desiredHook({ url: `https://${name}.example.com/`, secret: managed() }),
    );
    const live = ["a", "b"].map((name, at) =>
      liveHook({ id: at + 1, url: `https://${name}.example.com/`, ...masked }),
    );
    const reviewed = plan(hooks, live, ["https://b.example.com/**"]);
    const actions = reviewed.actions.map((action) => ({
      ...actionDocument(action, { apiUrl: "https://api.github.com" }),
      fingerprint: "",
    }));
    const again = planFleet(
      desiredState({ scopes: [desiredScope({ hooks })] }),
      liveState([[api, live]]),
      { hooksPerEvent: 20, resupply: resupplyAsPlanned({ actions }) },
    );
    expect(again.actions).toEqual(reviewed.actions);
  });

  test("has failed where GitHub shows no secret after it", async () => {
    const live = liveHook(masked);
    const made = plan([desiredHook({ secret: managed() })], [live], ["**"]);
    const fine = fakeWriter({ "acme/api": [live] });
    expect(endings((await applyTo(fine, made)).outcomes)).toEqual(["applied"]);
    expect(fine.secrets).toEqual([secretValue({ kind: "env", name: "CI_SECRET" })]);
    const bad = fakeWriter(
      { "acme/api": [live] },
      { updateHookConfig: answering({ hasSecret: false }) },
    );
    expect(endings((await applyTo(bad, made)).outcomes)).toEqual(["secret-not-stored"]);
  });
});
