import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { globFault, urlUnder } from "../../src/model/glob-fault.ts";
import { normalizeUrl } from "../../src/model/hook-url.ts";
import { urlFault } from "../../src/model/url-fault.ts";
import { compileUrlGlob } from "../../src/model/url-glob.ts";

describe("a glob that can match no URL", () => {
  test.each<[string, string | undefined]>([
    ["audit.example.com/**", "https://audit.example.com/**"],
    ["audit.example.com", "https://audit.example.com/**"],
    ["audit.example.com:8443/**", "https://audit.example.com:8443/**"],
    ["*.example.com/**", "https://*.example.com/**"],
    ["https:/audit.example.com/**", "https://audit.example.com/**"],
    ["http:/audit.example.com/**", "http://audit.example.com/**"],
    ["//audit.example.com/**", "https://audit.example.com/**"],
    ["///audit.example.com/**", "https://audit.example.com/**"],
    ["https//audit.example.com/**", "https://audit.example.com/**"],
    ["https:///audit.example.com/**", "https://audit.example.com/**"],
    ["htps://audit.example.com/**", "https://audit.example.com/**"],
    ["ftp://audit.example.com/**", "https://audit.example.com/**"],
    ["/hook/**", "**/hook/**"],
    ["*", "**"],
    ["", undefined],
    ["https://", undefined],
    ["https://?a", undefined],
    ["https://:443/**", undefined],
    ["https://me@/**", undefined],
    ["https://.example.com/**", undefined],
    ["https://a..example.com/**", undefined],
    ["https://a.example.com:99999/**", undefined],
    ["https://a.example.com:port/**", undefined],
    ["https://300.300.300.300/**", undefined],
    ["https://a.example.com/../**", undefined],
    ["https://a.example.com/./**", undefined],
    ["https://b\u00fccher.example/**", "https://xn--bcher-kva.example/**"],
    ["https://a.example.com/b\u00fccher/**", "https://a.example.com/b%C3%BCcher/**"],
    ["https://a.example.com/a b/**", "https://a.example.com/a%20b/**"],
    [" https://a.example.com/**", "https://a.example.com/**"],
    ["https://a.example.com/** ", "https://a.example.com/**"],
    ["https://a.example.com/{a,b}/**", "https://a.example.com/%7Ba,b%7D/**"],
    ["https://a.example.com/|**", "https://a.example.com/%7C**"],
    ["https://a.example.com\\**", undefined],
    ["https://a example.com/**", undefined],
    ["https://a.example.com/\u202e**", undefined],
  ])("%j, in whose place %j was meant", (glob, instead) => {
    expect(urlUnder(glob)).toBeUndefined();
    expect(globFault(glob)).toMatchObject({ code: "bad-glob", instead });
  });

  test("or is too long to be looked at", () => {
    expect(globFault(`**${"a*".repeat(1000)}`)).toMatchObject({ code: "bad-glob" });
    expect(globFault(`**${"a*".repeat(990)}|`)).toMatchObject({ why: "can match no URL" });
    expect(globFault(`**${"a*".repeat(990)}b`)).toBeUndefined();
  });
});

test.each([
  ["https://audit.example.com", "https://audit.example.com/**"],
  ["https://*.example.com", "https://*.example.com/**"],
  ["*://audit.example.com:8443", "*://audit.example.com:8443/**"],
  ["**.example.com", "**.example.com/**"],
  ["https://*", "https://**"],
  ["https://*/**", "https://**/**"],
  ["*://*:8443/**", "*://**:8443/**"],
])("%j matches less than it seems to; %j was meant", (glob, instead) => {
  expect(urlUnder(glob)).toBeDefined();
  expect(globFault(glob)).toMatchObject({ code: "narrow-glob", instead });
});

test.each([
  "**",
  "https://**",
  "https://audit.example.com/",
  "https://audit.example.com**",
  "https://AUDIT.example.com:443/**",
  "HTTPS://audit.example.com/**",
  "http*://audit.example.com/**",
  "*://audit.example.com:443/**",
  "**audit.example.com:443/**",
  "**Audit.Example.com/**",
  "https://me@audit.example.com/**",
  "https://*@audit.example.com/**",
  "https://audit.example.com./**",
  "https://audit.example.com:*/**",
  "https://audit.example.com:443*/",
  "https://10.0.0.*/**",
  "https://[2001:db8::*]/**",
  "https://xn--bcher-kva.example/**",
  "https://audit.example.com?key=*",
  "https://audit.example.com/**#a",
  "https://audit.example.com/%2f%2F",
  "https://audit.example.com/.well-known/...",
  "**/hook",
  "https://**/hook",
  "**a*b*c**",
])("%j is fine", (glob) => {
  expect(globFault(glob)).toBeUndefined();
});

const text = (alphabet: string, minLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength, maxLength: 6 });

/** URLs as GitHub has them, odd ones too. */
const realUrl: fc.Arbitrary<string> = fc
  .record({
    scheme: fc.constantFrom("https", "http", "HTTPS"),
    login: fc.oneof(
      fc.constant(""),
      text("aZ:1%~", 0).map((one) => `${one}@`),
    ),
    host: fc.array(text("abcXYZ19-_", 1), { minLength: 1, maxLength: 3 }),
    port: fc.constantFrom("", "", "", ":443", ":80", ":8443", ":"),
    path: text("/aB.1-_~%:@!$&'()*+,;=[]", 0).map((one) => one && `/${one}`),
    query: text("?/&=aB1%", 0).map((one) => one && `?${one}`),
    fragment: text("#/aB1", 0).map((one) => one && `#${one}`),
  })
  .map(({ scheme, login, host, port, path, query, fragment }) =>
    [scheme, "://", login, host.join("."), port, path, query, fragment].join(""),
  )
  .filter((url) => urlFault(url) === undefined);

describe("by construction", () => {
  test("a glob that is accepted has a URL that it matches and that GitHub takes", () => {
    const pieces = fc.constantFrom(
      ...["https://", "http://", "://", "*", "**", "/", ":", "@", "?", "a", "B", "example.com"],
      ...[".", "..", ":443", ":8443", "-", "%", "|", " ", "[", "]", "h", "s", "#", "\u00fc"],
    );
    const start = fc.constantFrom("", "https://", "https://a", "**", "*://", "http");
    const anyGlob = fc
      .tuple(start, fc.array(pieces, { maxLength: 7 }))
      .map(([first, parts]) => first + parts.join(""));
    let tried = 0;
    let accepted = 0;
    fc.assert(
      fc.property(anyGlob, (glob) => {
        tried += 1;
        const fault = globFault(glob);
        const url = urlUnder(glob);
        expect(fault?.code === "bad-glob").toBe(url === undefined);
        if (url === undefined) return;
        accepted += 1;
        // Behind a star of the host, the host need not be one that can be looked up.
        if (!/\*/.test(glob)) expect(urlFault(url)).toBeUndefined();
        expect(compileUrlGlob(glob).matches(url)).toBe(true);
        expect(compileUrlGlob(glob).matches(normalizeUrl(url))).toBe(true);
        expect(url).toMatch(/^https?:\/\/[!-~]+$/);
      }),
      { numRuns: 1_000 },
    );
    expect(accepted).toBeGreaterThan(tried / 20);
  });

  test("every URL is a glob that is accepted and matches it, also with stars in its parts", () => {
    const cut = fc.record({
      from: fc.nat(60),
      length: fc.nat(9),
      star: fc.constantFrom("*", "**"),
    });
    fc.assert(
      fc.property(realUrl, fc.option(cut), (url, star) => {
        const end = star === null ? 0 : Math.min(url.length, star.from + star.length);
        const glob =
          star === null ? url : `${url.slice(0, star.from)}${star.star}${url.slice(end)}`;
        if (!compileUrlGlob(glob).matches(url)) return;
        expect(globFault(glob)?.code).not.toBe("bad-glob");
      }),
      { numRuns: 1_000 },
    );
  });

  test("what is suggested in its place is fine", () => {
    const odd = fc.tuple(
      fc.constantFrom("", "https:/", "//", "ftp://", "HTTP:/", " https://", "/", "https"),
      realUrl.map((url) => url.replace(/^[^:]*:\/\//, "")),
      fc.constantFrom("", "/**", "| **", "\u00fc"),
    );
    fc.assert(
      fc.property(odd, (parts) => {
        const { instead } = globFault(parts.join("")) ?? {};
        if (instead !== undefined) expect(globFault(instead)).toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
  });
});
