import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalizeUrl } from "../../src/model/hook-url.ts";

describe("normalizeUrl", () => {
  test.each([
    ["HTTPS://CI.Example.COM/Path", "https://ci.example.com/Path"],
    ["https://ci.example.com", "https://ci.example.com/"],
    ["https://ci.example.com:443/x", "https://ci.example.com/x"],
    ["http://ci.example.com:80/x", "http://ci.example.com/x"],
    ["https://ci.example.com:0443/x", "https://ci.example.com/x"],
    ["http://Me@ci.example.com:00080/x", "http://Me@ci.example.com/x"],
    ["https://ci.example.com:08443/x", "https://ci.example.com:8443/x"],
    ["https://ci.example.com:000/x", "https://ci.example.com:0/x"],
    ["https://[2001:DB8::0443]:0443/x", "https://[2001:db8::0443]/x"],
    ["https://ci.example.com:/x", "https://ci.example.com/x"],
    ["https://ci.example.com:80/x", "https://ci.example.com:80/x"],
    ["http://ci.example.com:443/x", "http://ci.example.com:443/x"],
    ["https://ci.example.com:8443", "https://ci.example.com:8443/"],
    ["https://ci.example.com?a=B", "https://ci.example.com/?a=B"],
    ["https://ci.example.com#Top", "https://ci.example.com/#Top"],
    ["https://Me:Pass@CI.example.com:443", "https://Me:Pass@ci.example.com/"],
    ["https://[2001:DB8::443]:443/x", "https://[2001:db8::443]/x"],
    ["https://[2001:DB8::443]/x", "https://[2001:db8::443]/x"],
    ["not a URL", "not a URL"],
    ["", ""],
  ])("writes %s as %s", (url, normal) => {
    expect(normalizeUrl(url)).toBe(normal);
  });

  test.each(["/Hook", "/hook/", "/hook//", "/h%6Fok", "/hook?", "/hook?a", "/./hook", "/hook#"])(
    "keeps %s apart from /hook, byte for byte",
    (path) => {
      expect(normalizeUrl(`https://ci.example.com${path}`)).toBe(`https://ci.example.com${path}`);
    },
  );

  test("is settled after once", () => {
    const url = fc.tuple(
      fc.constantFrom("https://", "HTTP://", "ws://"),
      fc.constantFrom("", "Me@", "me:pass@"),
      fc.constantFrom("Ci.Example", "[::1]", "10.0.0.1", ""),
      fc.constantFrom("", ":", ":80", ":443", ":0443", ":080", ":00", ":8080"),
      fc.constantFrom("", "/", "//", "/A@b:443", "?", "?a://B", "#:80"),
    );
    fc.assert(
      fc.property(url, (parts) => {
        const once = normalizeUrl(parts.join(""));
        expect(normalizeUrl(once)).toBe(once);
      }),
    );
  });

  test("agrees with what a browser calls the same host and port", () => {
    fc.assert(
      fc.property(fc.webUrl({ validSchemes: ["http", "https"] }), (url) => {
        const [mine, theirs] = [new URL(normalizeUrl(url)), new URL(url)];
        expect([mine.origin, mine.pathname]).toEqual([theirs.origin, theirs.pathname]);
      }),
    );
  });
});
