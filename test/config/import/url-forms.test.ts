import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { urlForms } from "../../../src/config/import/hook-forms.ts";
import { fillUrlTemplate, parseUrlTemplate } from "../../../src/config/urls/url-template.ts";
import { api, scope } from "../../support/build.ts";

describe("urlForms", () => {
  test.each([
    ["no name in it", "https://ci.example.com/hook", []],
    ["a segment", "https://ci.example.com/api/hook", ["/{repo}/hook"]],
    ["a part of a segment", "https://ci.example.com/job-api_x/", ["/job-{repo}_x/"]],
    ["not within a word", "https://ci.example.com/apis/rapid/grapi/API/api2", []],
    ["not in the host", "https://api.example.com/x", []],
    ["all of its places", "https://ci.example.com/api/api", ["/{repo}/{repo}"]],
    [
      "owner and repository",
      "https://ci.example.com/acme/api",
      ["/acme/{repo}", "/{owner}/api", "/{owner}/{repo}"],
    ],
  ])("%s", (_, url, paths) => {
    const forms = urlForms(url, api);
    expect(forms.toSorted()).toEqual(
      paths.map((path) => `https://ci.example.com${path}`).toSorted(),
    );
  });

  test("knows the owner alone of an organization", () => {
    expect(urlForms("https://ci.example.com/acme/api", scope("acme"))).toEqual([
      "https://ci.example.com/{owner}/api",
    ]);
  });

  test("does not make a segment that looks like a token", () => {
    const url = "https://ci.example.com/PROJECT-API-BUILD-123456";
    expect(urlForms(url, scope("acme/API"))).toEqual([]);
  });

  test("filled in, is the URL again", () => {
    const word = fc.constantFrom("api", "acme", "acme-api", "x", ".github", "-", "_");
    const path = fc
      .array(fc.tuple(word, fc.constantFrom("/", "-", "")), { maxLength: 8 })
      .map((parts) => parts.flat().join(""));
    const named = fc.constantFrom("acme/api", "acme/acme", "acme/acme-api", "api/.github", "acme");
    fc.assert(
      fc.property(path, named, (tail, name) => {
        const of = scope(name);
        const url = `https://ci.example.com/${tail}`;
        const forms = urlForms(url, of);
        expect(new Set(forms).size).toBe(forms.length);
        for (const form of forms) {
          expect(form).toMatch(/\{(?:owner|repo)\}/);
          const filled = fillUrlTemplate(parseUrlTemplate(form), (placeholder) => {
            if (placeholder === "owner") return of.owner;
            return of.kind === "repository" ? of.repository : "nothing";
          });
          expect(filled).toBe(url);
        }
      }),
    );
  });
});
