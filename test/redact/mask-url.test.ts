import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maskUrl } from "../../src/redact/mask-url.ts";

describe("maskUrl", () => {
  test.each([
    ["https://ci.example.com/github-webhook/", "https://ci.example.com/github-webhook/"],
    ["https://ci.example.com", "https://ci.example.com"],
    ["https://CI.example.com:8443/a/b.c/", "https://CI.example.com:8443/a/b.c/"],
    ["https://me:pass@ci.example.com/x", "https://***@ci.example.com/x"],
    ["https://token@ci.example.com", "https://***@ci.example.com"],
    ["https://a@b@ci.example.com/", "https://***@ci.example.com/"],
    ["https://ci.example.com/x?key=abc&flag&k=a=b", "https://ci.example.com/x?key=***&***&k=***"],
    ["https://ci.example.com?key=abc", "https://ci.example.com?key=***"],
    ["https://ci.example.com/x#abc", "https://ci.example.com/x#***"],
    ["https://ci.example.com/apikey=hunter2/b", "https://ci.example.com/apikey=***/b"],
    ["https://ci.example.com/a;jsessionid=abc/b", "https://ci.example.com/a;jsessionid=***/b"],
    ["**/hook?key=abc", "**/hook?key=***"],
    ["**.example.com/secret/abc/*", "**.example.com/secret/***/*"],
    ["*://me@*.example.com/**", "*://***@*.example.com/**"],
  ])("shows %s as %s", (url, shown) => {
    expect(maskUrl(url)).toBe(shown);
  });

  test.each([
    ["a UUID", "6f1c2d3e-4b5a-6978-8796-a5b4c3d2e1f0"],
    ["hexadecimal", "0123456789abcdef"],
    ["hexadecimal behind a name", "hook-0123456789abcdef"],
    ["mixed letters and digits", "aB3dE5gH7jK9"],
    ["a long base64 run", "QWxhZGRpbjpvcGVuIHNlc2FtZQ1"],
    ["the same, percent-encoded", "QWxhZGRpbjpvcGVuIHNlc2FtZQ1%3D"],
    ["a JSON web token", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln"],
    ["GitHub's own form", "ghp_aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789"],
    ["lower-case letters and digits", "a1b2c3d4e5f6g7h8"],
  ])("masks %s in the path", (_, token) => {
    expect(maskUrl(`https://ci.example.com/in/${token}/out`)).toBe(
      "https://ci.example.com/in/***/out",
    );
  });

  test.each(["token", "Secret", "api-key", "apiKeys", "password", "auth", "signature"])(
    "masks what follows the word %s",
    (word) => {
      expect(maskUrl(`https://ci.example.com/${word}/hunter/x`)).toBe(
        `https://ci.example.com/${word}/***/x`,
      );
    },
  );

  test.each([
    "github-webhook",
    "projects",
    "my-service-v2",
    "2026",
    "refs%2Fheads",
    "internationalisation",
    "%E0%A4%A",
  ])("leaves the name %s alone", (name) => {
    const url = `https://ci.example.com/${name}/hook`;
    expect(maskUrl(url)).toBe(url);
  });

  test.each([
    ["https://hooks.example.com/T0/B0/x?a=b#c", "https://hooks.example.com/***"],
    ["https://me@hooks.example.com/T0", "https://***@hooks.example.com/***"],
    ["https://hooks.example.com?a=b", "https://hooks.example.com/***"],
    ["https://hooks.example.com#c", "https://hooks.example.com/***"],
    ["https://hooks.example.com/", "https://hooks.example.com/"],
    ["https://hooks.example.com", "https://hooks.example.com"],
  ])("with the path hidden shows %s as %s", (url, shown) => {
    expect(maskUrl(url, { path: true })).toBe(shown);
  });

  test.each(["", "nonsense", "mailto:me@example.com", "//example.com/x", "/just/a/path"])(
    "shows nothing of %j, which is no URL",
    (text) => {
      expect(maskUrl(text)).toBe("***");
    },
  );

  test("never shows userinfo, a query's value or a fragment, whatever stands around them", () => {
    const secret = fc.stringMatching(/^ZQ[a-y0-9]{4,20}$/);
    const path = fc.webPath();
    fc.assert(
      fc.property(secret, secret, secret, path, (user, value, fragment, rest) => {
        const url = `https://${user}:${user}@ci.example.com${rest}?k=${value}&${value}#${fragment}`;
        for (const shown of [maskUrl(url), maskUrl(url, { path: true })])
          expect(shown).not.toMatch(/ZQ[a-y0-9]{4}/);
      }),
    );
  });

  test("what is masked once is masked for good", () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (url) => {
        expect(maskUrl(maskUrl(url))).toBe(maskUrl(url));
      }),
    );
  });
});
