import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rawJsonAt } from "../../../src/github/operations/deliveries.ts";

describe("the text of a value", () => {
  test.each([
    ['{"a":{"b":1.0}}', "1.0"],
    [' { "a" : { "b" : 12345678901234567890 , "c": 1 } } ', "12345678901234567890"],
    ['{"a":{"b":"\\u001B\\"}{"}}', '"\\u001B\\"}{"'],
    ['{"a":{"x":[{"b":0}],"b":[1,{"b":2}]}}', '[1,{"b":2}]'],
    ['{"a":{"b":1},"a":{"b":2,"b":3}}', "3"],
    ['{"\\u0061":{"b":null}}', "null"],
    ['{"a":{"b":{}}}', "{}"],
    ['{"a":{}}', undefined],
    ['{"a":[]}', undefined],
    ['{"a":"b"}', undefined],
    ["{}", undefined],
    ["null", undefined],
  ])("in %s", (json, expected) => {
    expect(rawJsonAt(json, ["a", "b"])).toBe(expected);
  });

  test("is what was written there, however the document is laid out", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.nat(3), (value, beside, indent) => {
        const json = JSON.stringify(
          { before: beside, outer: { near: beside, inner: value, far: beside } },
          undefined,
          indent,
        );
        const raw = rawJsonAt(json, ["outer", "inner"]) ?? "";
        expect(json).toContain(raw);
        expect(JSON.parse(raw)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
