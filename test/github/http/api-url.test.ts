import { describe, expect, test } from "vitest";
import { likelyApiUrl, parseApiUrl } from "../../../src/github/http/api-url.ts";
import { HookfleetError } from "../../../src/model/errors.ts";

describe("parseApiUrl", () => {
  test.each([
    ["https://api.github.com", "https://api.github.com", "github.com", 20],
    ["https://api.github.com/", "https://api.github.com", "github.com", 20],
    ["https://API.GitHub.com", "https://api.github.com", "github.com", 20],
    ["https://api.octocorp.ghe.com", "https://api.octocorp.ghe.com", "ghe.com", 20],
    ["https://github.example.com/api/v3/", "https://github.example.com/api/v3", "ghes", 250],
    [
      "https://github.example.com:8443/api/v3",
      "https://github.example.com:8443/api/v3",
      "ghes",
      250,
    ],
    ["http://127.0.0.1:4010", "http://127.0.0.1:4010", "github.com", 20],
    ["http://localhost:4010/", "http://localhost:4010", "github.com", 20],
    ["http://[::1]:4010", "http://[::1]:4010", "github.com", 20],
    ["http://127.0.0.1:4010/api/v3", "http://127.0.0.1:4010/api/v3", "ghes", 250],
  ])("%s", (text, url, kind, hooksPerEvent) => {
    const deliveryDays = kind === "ghes" ? 7 : 3;
    expect(parseApiUrl(text)).toEqual({ url, kind, hooksPerEvent, deliveryDays });
  });

  test.each([
    "",
    "api.github.com",
    "http://api.github.com",
    "http://127.0.0.1.example.com",
    "http://localhost.example.com",
    "ftp://api.github.com",
    "https://user:password-in-url@api.github.com",
    "https://api.github.com?token=password-in-url",
    "https://api.github.com/#password-in-url",
    "https://github.com",
    "https://octocorp.ghe.com",
  ])("refuses %j", (text) => {
    expect(() => parseApiUrl(text)).toThrow(
      expect.objectContaining({ code: "bad-api-url", source: "user" }),
    );
  });

  test.each([
    ["https://api.github.com/graphql", "https://api.github.com"],
    ["https://api.octocorp.ghe.com/graphql/", "https://api.octocorp.ghe.com"],
    ["https://github.example.com/api/graphql", "https://github.example.com/api/v3"],
    ["https://github.example.com/graphql", "https://github.example.com/api/v3"],
    ["https://github.example.com/api/v3/graphql", "https://github.example.com/api/v3"],
    ["https://example.com/github/api/graphql", "https://example.com/github/api/v3"],
  ])("calls %s the GraphQL API and names %s", (text, rest) => {
    const wrong = { code: "bad-api-url", message: expect.stringMatching(new RegExp(` ${rest}$`)) };
    expect(() => parseApiUrl(text)).toThrow(expect.objectContaining(wrong));
  });

  test.each([
    ["https://github.example.com", "https://github.example.com/api/v3"],
    ["https://github.example.com/api", "https://github.example.com/api/v3"],
    ["https://github.example.com:8443/", "https://github.example.com:8443/api/v3"],
    ["https://api.github.com/api/v3", "https://api.github.com"],
    ["https://api.octocorp.ghe.com/api/v3", "https://api.octocorp.ghe.com"],
    ["https://github.example.com/api/v3", undefined],
    ["https://example.com/github/api/v3", undefined],
    ["https://api.github.com", undefined],
    ["http://127.0.0.1:4010", undefined],
  ])("takes %s, which may be %s", (text, likely) => {
    expect(likelyApiUrl(parseApiUrl(text))).toBe(likely);
  });

  test("never repeats credentials", () => {
    const texts = ["https://u:password-in-url@h", "https://h?x=password-in-url", "password-in-url"];
    for (const text of texts) {
      try {
        parseApiUrl(text);
        expect.unreachable();
      } catch (error) {
        if (!(error instanceof HookfleetError)) throw error;
        expect(`${error.message}${error.help}${error.stack}`).not.toContain("password-in-url");
      }
    }
  });
});
