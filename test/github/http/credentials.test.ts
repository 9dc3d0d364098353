import { describe, expect, test } from "vitest";
import { readCredentials } from "../../../src/github/http/credentials.ts";
import { everythingPrinted } from "../support/expect-error.ts";

describe("readCredentials", () => {
  test.each([
    [{ GITHUB_TOKEN: "one", GH_TOKEN: "two" }, "one"],
    [{ GITHUB_TOKEN: "", GH_TOKEN: "two" }, "two"],
    [{ GITHUB_TOKEN: "  \n", GH_TOKEN: "two" }, "two"],
    [{ GITHUB_TOKEN: "one\n" }, "one"],
    [{ GH_TOKEN: "two" }, "two"],
  ])("%j", (environment, token) => {
    const credentials = readCredentials(environment);
    expect(credentials.kind).toBe("token");
    expect("token" in credentials && credentials.token.reveal()).toBe(token);
  });

  test.each([{}, { GITHUB_TOKEN: "" }, { GITHUB_TOKEN: " ", GH_TOKEN: "\t" }])(
    "none in %j",
    (environment) => {
      expect(() => readCredentials(environment)).toThrow(
        expect.objectContaining({
          code: "no-credentials",
          source: "user",
          help: expect.stringMatching(/GITHUB_TOKEN[\s\S]*Actions/),
        }),
      );
    },
  );

  test.each(["ghp_hidden value", "ghp_hidden\nvalue", "ghp_hidden…", "ghp_hidden\u0000value"])(
    "refuses %j without repeating it",
    (token) => {
      try {
        readCredentials({ GH_TOKEN: token });
        expect.unreachable();
      } catch (error) {
        expect(error).toMatchObject({ code: "malformed-token" });
        expect(everythingPrinted(error)).toContain("GH_TOKEN");
        expect(everythingPrinted(error)).not.toContain("ghp_hidden");
      }
    },
  );
});
