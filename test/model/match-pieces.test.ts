import fc from "fast-check";
import { expect, test } from "vitest";
import { compileUrlGlob, type GlobPiece, matchesPieces } from "../../src/model/url-glob.ts";

/** A piece, and the regular expression that means the same. */
type Pair = readonly [piece: GlobPiece, source: string];

const text = fc.string({ unit: fc.constantFrom("a", "b", "/"), maxLength: 2 });
const simple: fc.Arbitrary<Pair> = fc.oneof(
  text.map((one): Pair => [{ kind: "text", text: one }, one]),
  fc.constantFrom<Pair>(
    [{ kind: "run", except: "", atLeast: 0 }, "[^]*"],
    [{ kind: "run", except: "/", atLeast: 0 }, "[^/]*"],
    [{ kind: "run", except: "b/", atLeast: 1 }, "[^b/]+"],
    [{ kind: "one", fits: (character) => character !== "b" }, "[^b]"],
  ),
);
const choice: fc.Arbitrary<Pair> = fc
  .array(fc.array(simple, { maxLength: 2 }), { minLength: 1, maxLength: 3 })
  .map((choices) => [
    { kind: "either", choices: choices.map((pairs) => pairs.map(([piece]) => piece)) },
    `(?:${choices.map((pairs) => pairs.map(([, source]) => source).join("")).join("|")})`,
  ]);

test("matches what a regular expression of the same pieces matches", () => {
  const subject = fc.string({ unit: fc.constantFrom("a", "b", "/"), maxLength: 8 });
  fc.assert(
    fc.property(fc.array(fc.oneof(simple, choice), { maxLength: 5 }), subject, (pairs, one) => {
      const expression = new RegExp(`^${pairs.map(([, source]) => source).join("")}$`);
      const pieces = pairs.map(([piece]) => piece);
      expect(matchesPieces(pieces, one)).toBe(expression.test(one));
    }),
    { numRuns: 3000 },
  );
});

test("a glob over URLs is quick however many stars it has", () => {
  const url = `https://a.example.com/${"a".repeat(200)}`;
  const patterns = ["*a", "**a", "*a**a", "**a*"].flatMap((star) => [
    `https://a.example.com/${star.repeat(8)}b`,
    `https://a.example.com/${star.repeat(100)}b`,
    `${star.repeat(50)}b`,
    `*://${star.repeat(50)}.b/${star.repeat(50)}b`,
  ]);
  for (const pattern of patterns) {
    const glob = compileUrlGlob(pattern);
    for (let round = 0; round < 20; round += 1) expect(glob.matches(url)).toBe(false);
  }
});
