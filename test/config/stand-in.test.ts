import { describe, expect, test } from "vitest";
import { desiredState } from "../../src/config/desired-state.ts";
import { plain } from "./cases/case.ts";
import { loadFine } from "./support/load.ts";

const text = `version: 1
secrets: { s: { env: S, hosts: ["*.example.com"] } }
ignore: ["**/ignored", "**CHAT**"]
organizations:
  acme:
    hooks:
      - { url: { env: CHAT }, events: [push], content_type: json, secret: s }
      - { url: { env: OTHER }, events: [push], content_type: json }
      - { url: "https://a.example.com/", ${plain} }
`;

const stateOf = (environment: Readonly<Record<string, string>>, unsetUrls?: "offline") => {
  const { state, diagnostics } = desiredState(loadFine(text), {
    repositories: new Map(),
    targets: [],
    environment,
    ...(unsetUrls === undefined ? {} : { unsetUrls }),
  });
  expect(diagnostics).toEqual([]);
  return {
    unreadable: state.unreadable.map(({ diagnostic }) => diagnostic.code),
    urls: state.scopes.flatMap(({ hooks }) => hooks.map(({ url }) => url)),
  };
};

describe("URLs of variables that are not set", () => {
  test("make their scope unreadable, because a plan needs them", () => {
    expect(stateOf({}).unreadable).toEqual(["url-unset"]);
    expect(stateOf({ CHAT: "https://a.example.com/b", OTHER: " " }).unreadable).toEqual([
      "url-blank",
    ]);
  });

  test("are summed up where they concern many scopes, each of which keeps its own reason", () => {
    const hook = (name: string): string =>
      `{ url: { env: ${name} }, events: [push], content_type: json }`;
    const config = loadFine(`version: 1
organizations:
  acme:
    repositories:
      - { name: [a, b], hooks: [${hook("ONE")}, ${hook("TWO")}] }
      - { name: [c, d], hooks: [${hook("THREE")}] }
      - { name: e, hooks: [${hook("FOUR")}, ${hook("SET")}] }
      - { name: [x, y, z], hooks: [${hook("BLANK")}] }
`);
    const environment = { SET: "https://a.example.com/", BLANK: "" };
    const { state } = desiredState(config, { repositories: new Map(), targets: [], environment });
    expect(state.unreadable).toHaveLength(8);
    expect(state.summaries).toEqual([
      {
        severity: "error",
        code: "url-unset",
        message: "7 hooks need 4 variables; see --env-file",
        help: "Not set: FOUR, ONE, THREE and 1 more; --verbose names all of them.",
        scopes: ["acme/a", "acme/b", "acme/c", "acme/d", "acme/e"],
      },
      {
        severity: "error",
        code: "url-blank",
        message: "3 hooks need 1 variable; see --env-file",
        help: "Empty: BLANK.",
        scopes: ["acme/x", "acme/y", "acme/z"],
      },
    ]);
  });

  test("are stood in for where nothing is planned, and show nothing but their variable", () => {
    const { unreadable, urls } = stateOf({ OTHER: "" }, "offline");
    expect(unreadable).toEqual([]);
    expect(urls.map((url) => url.show(true)).sort()).toEqual([
      "env:CHAT",
      "env:OTHER",
      "https://a.example.com/",
    ]);
  });

  test("are still judged where they are set", () => {
    const wrong = { CHAT: "https://elsewhere.example.org/hunter2" };
    expect(stateOf(wrong, "offline").unreadable).toEqual(["secret-outside-hosts"]);
    expect(stateOf({ CHAT: "hunter2" }, "offline").unreadable).toEqual(["url-invalid"]);
    const ignored = { CHAT: "https://a.example.com/ignored" };
    expect(stateOf(ignored, "offline").unreadable).toEqual(["ignored-hook"]);
  });
});
