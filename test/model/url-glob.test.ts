import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalizeUrl } from "../../src/model/hook-url.ts";
import { compileUrlGlob, globsMeet } from "../../src/model/url-glob.ts";

const matches = (pattern: string, url: string): boolean => compileUrlGlob(pattern).matches(url);

describe("a glob over URLs", () => {
  test.each([
    ["https://ci.example.com/hook", "https://ci.example.com/hook"],
    ["https://ci.example.com", "https://ci.example.com/"],
    ["https://CI.Example.com:443/hook", "https://ci.example.com/hook"],
    ["HTTPS://ci.example.com/hook", "https://ci.example.com/hook"],
    ["https://ci.example.com/*", "https://ci.example.com/hook"],
    ["https://ci.example.com/*", "https://ci.example.com/"],
    ["https://ci.example.com/*/hook", "https://ci.example.com/api/hook"],
    ["https://ci.example.com/svc-*", "https://ci.example.com/svc-1"],
    ["https://ci.example.com/**", "https://ci.example.com/a/b/c?d=e/f#g"],
    ["https://ci.example.com/**", "https://ci.example.com"],
    ["https://ci.example.com/**/hook", "https://ci.example.com/a/b/hook"],
    ["https://*.example.com/hook", "https://ci.example.com/hook"],
    ["https://**.example.com/hook", "https://a.b.example.com/hook"],
    ["https://ci.example.com**", "https://ci.example.com/a/b"],
    ["https://ci.**.com**", "https://ci.example.com/a/b"],
    ["https://ci.example.com**?key=*", "https://ci.example.com/a/b?key=1"],
    ["https://**.example.com:**/**", "https://a.b.example.com:8443/hook"],
    ["https://**/hook", "https://me@ci.example.com:8443/hook"],
    ["**://ci.example.com/**", "http://ci.example.com/hook"],
    ["https://**", "https://ci.example.com:8443/a"],
    ["https://ci.example.com:*/hook", "https://ci.example.com:8443/hook"],
    ["*://ci.example.com/hook", "http://ci.example.com/hook"],
    ["*://CI.Example.com/hook", "https://ci.example.com/hook"],
    ["http*://CI.Example.com/hook", "https://ci.example.com/hook"],
    ["**", "https://ci.example.com/a/b"],
    ["**/hook", "https://ci.example.com/a/hook"],
    ["https://ci.example.com?key=*", "https://ci.example.com/?key=1"],
    ["https://ci.example.com/hook?a=[1]", "https://ci.example.com/hook?a=[1]"],
    ["https://ci.example.com/{a,b}", "https://ci.example.com/{a,b}"],
    ["https://ci.example.com/**", "https://me:pass@ci.example.com/hook"],
    ["https://me@ci.example.com/**", "https://me@ci.example.com/hook"],
  ])("%s matches %s", (pattern, url) => {
    expect(matches(pattern, url)).toBe(true);
  });

  test.each([
    ["https://ci.example.com/hook", "https://ci.example.com/hook/"],
    ["https://ci.example.com/hook", "https://ci.example.com/Hook"],
    ["https://ci.example.com/HOOK", "https://ci.example.com/hook"],
    ["https://ci.example.com", "https://ci.example.com/hook"],
    ["https://ci.example.com/*", "https://ci.example.com/a/b"],
    ["https://ci.example.com/a*", "https://ci.example.com/ba"],
    ["https://*.example.com/**", "https://a.b.example.com/hook"],
    ["https://*.example.com/**", "https://example.com/hook"],
    ["https://*/hook", "https://ci.example.com/hook"],
    ["https://ci.example.com/**", "https://ci.example.com.evil.example/hook"],
    ["https://ci.example.com/**", "https://ci.example.com@evil.example/hook"],
    ["https://ci.example.com/**", "https://evil.example/https://ci.example.com/"],
    ["https://*.example.com/**", "https://evil.example/x.example.com/hook"],
    ["https://**.example.com/**", "https://evil.example/x.example.com/hook"],
    ["https://**.example.com**", "https://evil.example/x.example.com/hook"],
    ["https://**.example.com/**", "https://evil.example/?next=https://x.example.com/hook"],
    ["https://**/hook", "https://ci.example.com/a/hook"],
    ["https://ci.example.com:*/**", "https://ci.example.com:x@evil/hook"],
    ["**://ci.example.com/**", "https://evil.example/?next=https://ci.example.com/"],
    ["https://ci.example.com/**", "http://ci.example.com/hook"],
    ["https://ci.example.com/**", "https://ci.example.com:8443/hook"],
    ["https://ci.exampleXcom/hook", "https://ci.example.com/hook"],
    ["https://ci.example.com/hoo?", "https://ci.example.com/hook"],
    ["https://ci.example.com/[h]ook", "https://ci.example.com/hook"],
    ["*", "https://ci.example.com/hook"],
  ])("%s does not match %s", (pattern, url) => {
    expect(matches(pattern, url)).toBe(false);
  });

  test("keeps the pattern as it was written", () => {
    expect(compileUrlGlob("HTTPS://X/*").pattern).toBe("HTTPS://X/*");
  });

  test("a URL without stars matches itself in any spelling, and no other", () => {
    const url = fc.webUrl().filter((text) => !text.includes("*"));
    fc.assert(
      fc.property(url, url, (one, other) => {
        expect(matches(one, one)).toBe(true);
        expect(matches(one, other)).toBe(normalizeUrl(one) === normalizeUrl(other));
      }),
    );
  });
});

describe("two globs", () => {
  test.each([
    ["https://a.example.com/**", "https://a.example.com/x"],
    ["https://*.example.com/**", "https://a.*.com/x"],
    ["**/x", "https://a.example.com/*"],
    ["https://me@a.example.com/**", "https://a.example.com/**"],
    ["https://A.example.com:443/", "https://a.example.com"],
    ["*://a.example.com/**", "http://a.example.com/x"],
    ["https://a.example.com/*/x", "https://a.example.com/**y/x"],
    ["https://*@a.example.com/**", "https://a.example.com/x"],
  ])("%s and %s have a URL in common", (one, other) => {
    expect([globsMeet(one, other), globsMeet(other, one)]).toEqual([true, true]);
  });

  test.each([
    ["https://a.example.com/**", "https://b.example.com/**"],
    ["https://a.example.com/*", "https://a.example.com/x/y"],
    ["https://*.example.com/**", "https://a.b.example.com/**"],
    ["**/x", "https://a.example.com/y"],
    ["http://**", "https://**"],
    ["https://**.example.com/**", "https://evil.example/**"],
    ["https://a.example.com/**", "https://b.example.com/*@a.example.com/**"],
    ["https://a.example.com/*/x", "https://a.example.com/y"],
  ])("%s and %s have none", (one, other) => {
    expect([globsMeet(one, other), globsMeet(other, one)]).toEqual([false, false]);
  });

  test("that match one URL meet", () => {
    const url = "https://me@a.example.com/one/two?three";
    const glob = fc
      .tuple(fc.nat(url.length), fc.nat(9), fc.constantFrom("*", "**"), fc.nat(url.length))
      .map(([from, length, star, again]) => {
        const cut = `${url.slice(0, from)}${star}${url.slice(from + length)}`;
        return cut.slice(0, again) + (again % 2 === 0 ? "" : "**") + cut.slice(again);
      })
      .filter((pattern) => matches(pattern, url));
    fc.assert(
      fc.property(glob, glob, (one, other) => {
        expect(globsMeet(one, other)).toBe(true);
      }),
      {
        numRuns: 500,
      },
    );
  });
});
