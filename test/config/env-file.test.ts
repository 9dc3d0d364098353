import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { envFileLine, parseEnvFile } from "../../src/config/env-file.ts";

const valuesOf = (text: string) => Object.fromEntries(parseEnvFile(text).values);
const faultsOf = (text: string) =>
  parseEnvFile(text).faults.map(({ line, why }) => `${line} ${why}`);

describe("an env file", () => {
  test.each([
    ["A=b", { A: "b" }],
    ["export A=b", { A: "b" }],
    ["  A = b \r\nC=d\r\n", { A: "b", C: "d" }],
    ["\uFEFFA=b", { A: "b" }],
    ["# comment\n\n  # another\nA=b # why", { A: "b" }],
    ["A=", { A: "" }],
    ["A= # still to fill in", { A: "" }],
    ["A=''\nB=\"\"", { A: "", B: "" }],
    ["A=a b  c", { A: "a b  c" }],
    ["A='$x # \\n \"y\"' # why", { A: '$x # \\n "y"' }],
    ['A="a\\nb \\"c\\" $d \\$e \\x"', { A: 'a\nb "c" $d $e \\x' }],
    ["A='a\nb'\nC=\"d\n\ne\"\nF=g", { A: "a\nb", C: "d\n\ne", F: "g" }],
    ["A=b=c==", { A: "b=c==" }],
    ["A=1\nA=1", { A: "1" }],
    ["constructor=a\n__proto__=b", JSON.parse('{"constructor":"a","__proto__":"b"}')],
  ])("%j", (text, values) => {
    expect(valuesOf(text)).toEqual(values);
    expect(faultsOf(text)).toEqual([]);
  });

  test.each([
    ["hunter2", "1 is not NAME=value"],
    ["\nhunter2=", ""],
    ["my-secret=x", "1 is not NAME=value"],
    ["A=b\n: hunter2\n", "2 is not NAME=value"],
    ["A=b\0", "1 is not NAME=value"],
    ["A=hunter2#3", "1 has a # in a value without quotes"],
    ["A='hunter2", "1 has a quote that is not closed"],
    ['A="hunter2\\"', "1 has a quote that is not closed"],
    ["A='hunter2'3", "1 has text after the closing quote"],
    ["A=`hunter2`", "1 quotes a value with `; use ' or \""],
    ["A=********", "1 has asterisks for a value, which are GitHub's mask"],
    ["A=hunter\uFFFD2", "1 has a value that is not UTF-8"],
    ["A=' ** '", "1 has asterisks for a value, which are GitHub's mask"],
    ["A=hunter2\n\nA=hunter3", "3 has another value for the name of line 1"],
  ])("%j is refused by its number, and its text is not repeated", (text, fault) => {
    expect(faultsOf(text).join()).toBe(fault);
    expect(faultsOf(text).join()).not.toContain("hunter");
  });

  test("has all its faults told at once", () => {
    expect(faultsOf("a b\nA='x\ny'\n- c\nB=*")).toEqual([
      "1 is not NAME=value",
      "4 is not NAME=value",
      "5 has asterisks for a value, which are GitHub's mask",
    ]);
  });

  test("gives back every value that is written into it", () => {
    const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,8}$/);
    const value = fc
      .oneof(fc.string(), fc.stringMatching(/^['"\\$`#\n a*]{0,12}$/))
      .filter((text) => !/^\s*\*+\s*$|\0|\r/.test(text));
    fc.assert(
      fc.property(fc.dictionary(name, value), (values) => {
        const lines = Object.entries(values).map(([key, text]) => envFileLine(key, text));
        const { values: read, faults } = parseEnvFile(lines.join("\n"));
        expect(faults).toEqual([]);
        expect([...read]).toEqual(Object.entries(values));
      }),
    );
  });
});
