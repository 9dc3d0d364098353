import fc from "fast-check";
import picomatch from "picomatch";
import { describe, expect, test } from "vitest";
import { compileNameGlob } from "../../../src/config/globs.ts";
import { compileTargets } from "../../../src/config/selectors/targets.ts";
import type { Scope } from "../../../src/model/scope.ts";

/** Its short cuts for simple globs ignore some of the other options. */
const options = {
  nocase: true,
  dot: true,
  noextglob: true,
  nonegate: true,
  fastpaths: false,
} as const;

describe("a glob over names", () => {
  test.each<[string, string, boolean]>([
    ["*", ".github", true],
    ["API-*", "api-1", true],
    ["api-*", "API-", true],
    ["api-*", "xapi-1", false],
    ["api-?", "api-1", true],
    ["api-?", "api-", false],
    ["api-[0-9a]", "api-7", true],
    ["api-[0-9a]", "api-A", true],
    ["api-[0-9a]", "api--", false],
    ["api-[^0-9]", "api-x", true],
    ["api-[^0-9]", "api-1", false],
    ["[a-]x", "-x", true],
    ["{api,web}-*", "web-1", true],
    ["{api,web}-*", "ops-1", false],
    ["a{,-{b,c*}}", "a", true],
    ["a{,-{b,c*}}", "a-cd", true],
    ["a{,-{b,c*}}", "a-d", false],
    ["**.js", "a.b.js", true],
    ["a.b", "axb", false],
  ])("%s and %s: %s", (pattern, name, fits) => {
    expect(compileNameGlob(pattern)?.(name)).toBe(fits);
  });

  test.each(["", "a b", "{a", "a}", "{a}", "{}", "[a", "a]", "[]", "[^]", "[b-a]", "a,b", "!a"])(
    "%j could match nothing",
    (pattern) => {
      expect(compileNameGlob(pattern)).toBeUndefined();
    },
  );

  test("has an end", () => {
    expect(compileNameGlob("a".repeat(1001))).toBeUndefined();
    expect(compileNameGlob(`${"{a,".repeat(11)}b${"}".repeat(11)}`)).toBeUndefined();
    expect(compileNameGlob(`${"{a,".repeat(10)}b${"}".repeat(10)}`)?.("B")).toBe(true);
  });

  test("is what other tools take it for", () => {
    const piece = fc.constantFrom("a", "b", "-", ".", "*", "?", "[ab]", "[^a]", "{a,b-}", "{,a*}");
    const name = fc.string({ unit: fc.constantFrom("a", "b", "A", "-", "."), minLength: 1 });
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), name, (pieces, text) => {
        const pattern = pieces.join("");
        // `**` has a meaning of its own; `.` and `..` are no names; an empty choice is theirs to
        // forget at the beginning.
        fc.pre(!pattern.includes("**") && !/^\.{1,2}$/.test(text) && !pattern.startsWith("{,"));
        expect(compileNameGlob(pattern)?.(text)).toBe(picomatch(pattern, options)(text));
      }),
      { numRuns: 2000 },
    );
  });

  test("is quick whatever it is made of", () => {
    // Tried one way after the other, each of these would take longer than anybody lives.
    const text = "a".repeat(200);
    for (const pattern of [
      `${"*a".repeat(40)}*b`,
      `${"{a,a*}".repeat(40)}b`,
      `${"{*,*a}".repeat(40)}b`,
      `${"?*".repeat(40)}b`,
      `${"{*a,".repeat(9)}*b${"}".repeat(9)}b`,
    ]) {
      const matches = compileNameGlob(pattern);
      for (let round = 0; round < 20; round += 1) expect(matches?.(text)).toBe(false);
    }
  });
});

describe("targets", () => {
  const organization: Scope = { kind: "organization", owner: "Acme" };
  const repository: Scope = { kind: "repository", owner: "Acme", repository: "api" };
  test.each<[string, boolean, boolean]>([
    ["acme", true, false],
    ["acme/*", false, true],
    ["acme/**", true, true],
    ["**", true, true],
    ["*", true, false],
    ["*/api", false, true],
    ["**/api", false, true],
    ["{acme/api,other}", false, true],
    ["acme/{web,api}", false, true],
    ["acme/", false, false],
    ["!acme", false, false],
  ])("%s", (pattern, own, repositories) => {
    const targets = compileTargets([pattern]);
    expect([targets.selects(organization), targets.selects(repository)]).toEqual([
      own,
      repositories,
    ]);
    // A list that is not read would leave repositories out without a word.
    if (repositories) expect(targets.mayReach("ACME")).toBe(true);
  });
});
