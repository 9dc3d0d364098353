import { describe, expect, test } from "vitest";
import type { LiveHook } from "../../../src/model/hook.ts";
import type { DesiredSecret } from "../../../src/model/secret-reference.ts";
import { at, desiredHook, liveHook, longAgo, managed, noSecret } from "../../support/build.ts";
import { codes, reviewOne } from "./review.ts";

const hour = 3_600_000;
const signed = [liveHook({ hasSecret: true })];

/** The secret `ci`, from another variable than usual. */
function exchanged(rotatedAt?: number): DesiredSecret {
  const secret = managed("ci", rotatedAt);
  if (secret.kind !== "managed") throw new Error("managed");
  return { kind: "managed", secret: { ...secret.secret, source: { kind: "env", name: "NEW" } } };
}

function review(before: DesiredSecret, after: DesiredSecret, live?: readonly LiveHook[]) {
  const hooks = (secret: DesiredSecret) => ({ hooks: [desiredHook({ secret })] });
  return reviewOne(hooks(before), hooks(after), live);
}

describe.each([
  ["with GitHub", signed],
  ["offline", undefined],
])("%s", (_, live) => {
  test("another source without a new date is an error", () => {
    expect(review(managed(), exchanged(), live)).toMatchObject([
      { severity: "error", code: "secret-exchanged", scope: "acme/api", position: at(3) },
    ]);
    const same = longAgo - hour;
    expect(codes(review(managed("ci", same), exchanged(same), live))).toEqual(["secret-exchanged"]);
  });

  test("a new date makes it a rotation", () => {
    expect(review(managed(), exchanged(longAgo + hour), live)).toEqual([]);
    expect(review(managed("ci", longAgo - hour), exchanged(longAgo + hour), live)).toEqual([]);
  });

  test("a hook that names another secret is an exchange, too", () => {
    const [found] = review(managed("ci"), managed("other"), live);
    expect(found).toMatchObject({ code: "secret-exchanged", position: at(12) });
    expect(found?.message).toContain("`other` (env:OTHER_SECRET) in place of `ci` (env:CI_SECRET)");
  });

  test("another name, or no secret before, is none", () => {
    const renamed = exchanged();
    if (renamed.kind !== "managed") throw new Error("managed");
    const other: DesiredSecret = { kind: "managed", secret: { ...renamed.secret, ref: "other" } };
    expect(review(exchanged(), other, live)).toEqual([]);
    expect(review({ kind: "undeclared" }, managed(), live)).toEqual([]);
    expect(review(noSecret, managed(), live)).toEqual([]);
  });

  test("a moved hook is found by its previous URL", () => {
    const url = "https://new.example.com/hook";
    const before = desiredHook({ secret: managed() });
    const after = desiredHook({ url, previousUrls: [before.url.reveal()], secret: exchanged() });
    const found = reviewOne({ hooks: [before] }, { hooks: [after] }, live);
    expect(codes(found)).toContain("secret-exchanged");
  });
});

test("a date before the last update of a hook does not reach it", () => {
  const live = [liveHook({ hasSecret: true, updatedAt: longAgo })];
  const [found] = review(managed(), exchanged(longAgo - hour), live);
  expect(found?.code).toBe("secret-exchanged");
  expect(found?.message).toContain("before their last update");
});

test("offline, the date of an entry that was there before is not new", () => {
  const base = [
    desiredHook({ secret: managed("ci") }),
    desiredHook({ url: "https://b.example.com/", secret: managed("other", longAgo) }),
  ];
  const head = [
    desiredHook({ secret: managed("other", longAgo) }),
    desiredHook({ url: "https://b.example.com/", secret: managed("other", longAgo) }),
  ];
  expect(codes(reviewOne({ hooks: base }, { hooks: head }))).toEqual(["secret-exchanged"]);
});

test("a hook that is not there, or has no secret yet, gets the new value", () => {
  expect(review(managed(), exchanged(), [])).toEqual([]);
  expect(review(managed(), exchanged(), [liveHook({ hasSecret: false })])).toEqual([]);
});
