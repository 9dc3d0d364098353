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
