import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeUrl, urlFault } from "../../src/model/url-fault.ts";

describe("a URL that GitHub refuses", () => {
  test.each<[string, string | undefined]>([
    ['https://a.example.com/"', "https://a.example.com/%22"],
    ["https://a.example.com/<b>", "https://a.example.com/%3Cb%3E"],
    ["https://a.example.com/a|b", "https://a.example.com/a%7Cb"],
    ["https://a.example.com/a b", "https://a.example.com/a%20b"],
    ["https://a.example.com/a^b`c", "https://a.example.com/a%5Eb%60c"],
    ["https://a.example.com/?q=caf\u00e9", "https://a.example.com/?q=caf%C3%A9"],
    ["https://a.example.com/\u{1f600}", "https://a.example.com/%F0%9F%98%80"],
    ["https://a.example.com/a\u00a0b", "https://a.example.com/a%C2%A0b"],
    ["https://b\u00fccher.example:8443/\u00fc", "https://xn--bcher-kva.example:8443/%C3%BC"],
    ["https://me@b\u00fccher.example/", "https://me@xn--bcher-kva.example/"],
    ["https://a.example.com/a\\b", undefined],
    ["https://a.example.com\\@b.example.com/", undefined],
    ["https://a|b.example.com/", undefined],
    ["https://a b.example.com/", undefined],
    ["https://a.example.com/{", undefined],
    ["https://a.example.com/\u200b", undefined],
    ["https://a.example.com/\ud800", undefined],
    ["https://a.example.com/\n", undefined],
    ["https://a..example.com/", undefined],
    ["https://.example.com/", undefined],
    ["https://a%2eexample.com/", undefined],
    ["https://a!example.com/", undefined],
    ["https://a.example.com:port/", undefined],
    ["https://a.example.com/x/../y", undefined],
    ["https://a.example.com/.", undefined],
  ])("%j is to be written %j", (url, encoded) => {
    const fault = urlFault(url);
    expect(fault?.encoded).toBe(encoded);
    expect(fault?.why).not.toContain("example");
  });
});

test.each([
  "https://a.example.com",
  "https://a.example.com./x",
  "https://a_b.example.com/",
  "https://a.example.com/?a[]=1&b=..",
  "https://a.example.com/%7C%zz",
  "https://a.example.com/~me/$&'()*+,;=:@!",
  "https://a.example.com/...",
  "https://[2001:db8::1]:8443/#x",
])("%j is fine", (url) => {
  expect(urlFault(url)).toBeUndefined();
});

test("what is encoded is encoded once, and the rest is left alone", () => {
  fc.assert(
    fc.property(fc.webUrl(), fc.string({ unit: "grapheme" }), (url, end) => {
      const encoded = encodeUrl(url + end);
      expect(encodeUrl(encoded)).toBe(encoded);
      expect(encoded).toMatch(/^[!-~]*$/);
      if (urlFault(url) === undefined) expect(encodeUrl(url)).toBe(url);
    }),
  );
});
