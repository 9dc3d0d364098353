import { describe, expect, test } from "vitest";
import { diffHook, distance } from "../../../src/plan/matching/diff-hook.ts";
import {
  desiredHook,
  liveHook,
  managed,
  noSecret,
  receiver,
  undeclared,
} from "../../support/build.ts";

const fields = (...parameters: Parameters<typeof diffHook>) =>
  diffHook(...parameters).map(({ field }) => field);

describe("diffHook", () => {
  test("finds nothing between a hook and itself", () => {
    expect(diffHook(desiredHook(), liveHook())).toEqual([]);
  });

  test("lists every field, in a fixed order", () => {
    const live = liveHook({
      url: `${receiver}/old`,
      events: ["issues"],
      contentType: "form",
      insecureSsl: true,
      active: false,
    });
    const desired = desiredHook();
    expect(diffHook(desired, live)).toEqual([
      { field: "url", before: live.url, after: desired.url },
      { field: "events", before: ["issues"], after: ["push"] },
      { field: "content_type", before: "form", after: "json" },
      { field: "insecure_ssl", before: true, after: false },
      { field: "active", before: false, after: true },
    ]);
  });

  test.each([
    ["https://CI.example.com/hook", "the host's case"],
    ["https://ci.example.com:443/hook", "the default port"],
    ["https://ci.example.com/hook/", "a slash"],
  ])("takes %s for another URL: %s", (url) => {
    expect(fields(desiredHook(), liveHook({ url }))).toEqual(["url"]);
  });

  test.each(["json", "form"] as const)("tells application/json from %s", (contentType) => {
    const live = liveHook({ contentType: "application/json" });
    expect(fields(desiredHook({ contentType }), live)).toEqual(["content_type"]);
  });

  test("says nothing of secrets", () => {
    expect(diffHook(desiredHook({ secret: managed() }), liveHook())).toEqual([]);
    expect(diffHook(desiredHook({ secret: noSecret }), liveHook({ hasSecret: true }))).toEqual([]);
  });
});

describe("distance", () => {
  test.each([
    ["nothing", desiredHook(), liveHook(), 0],
    ["an event added", desiredHook({ events: ["issues", "push"] }), liveHook(), 1],
    ["an event exchanged", desiredHook({ events: ["issues"] }), liveHook(), 2],
    ["every event", desiredHook({ events: ["*"] }), liveHook({ events: ["a", "b", "c"] }), 4],
    ["the URL", desiredHook(), liveHook({ url: "https://CI.example.com/hook" }), 1],
    [
      "three fields",
      desiredHook({ insecureSsl: true, active: false, contentType: "form" }),
      liveHook(),
      3,
    ],
    ["a secret to set", desiredHook({ secret: managed() }), liveHook(), 1],
    ["a secret to remove", desiredHook({ secret: noSecret }), liveHook({ hasSecret: true }), 1],
    [
      "a secret that is there",
      desiredHook({ secret: managed() }),
      liveHook({ hasSecret: true }),
      0,
    ],
    [
      "a secret nobody declared",
      desiredHook({ secret: undeclared }),
      liveHook({ hasSecret: true }),
      0,
    ],
  ])("counts %s", (_, desired, live, expected) => {
    expect(distance(desired, live)).toBe(expected);
  });
});
