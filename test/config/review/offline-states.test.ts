import { describe, expect, test } from "vitest";
import { offlineStates } from "../../../src/config/review/offline-states.ts";
import type { DesiredState } from "../../../src/model/desired-state.ts";
import { scopeName } from "../../../src/model/scope.ts";
import { loadFine } from "../support/load.ts";

const header = "version: 1\ndefaults: { hook: { content_type: json } }\norganizations:\n  acme:\n";

/** Entries as `selector → last segments of the URLs of its hooks`. */
function config(entries: Readonly<Record<string, readonly string[]>>): string {
  const rules = Object.entries(entries).map(([selector, urls]) => {
    const hooks = urls.map(
      (url) => `{ url: "https://x.example/${url}", events: [push], secret: none }`,
    );
    return `      - { ${selector}, hooks: [${hooks.join(", ")}] }\n`;
  });
  return `${header}    repositories:\n${rules.join("")}`;
}

function shown(state: DesiredState): Readonly<Record<string, readonly string[]>> {
  expect(state.unreadable).toEqual([]);
  return Object.fromEntries(
    state.scopes.map(({ scope, hooks }) => [
      scopeName(scope),
      hooks.map(({ url }) => url.reveal().replace("https://x.example/", "")),
    ]),
  );
}

function states(
  base: Readonly<Record<string, readonly string[]>>,
  head: Readonly<Record<string, readonly string[]>>,
  targets: readonly string[] = [],
) {
  const { diagnostics, ...both } = offlineStates(
    loadFine(config(base)),
    loadFine(config(head)),
    targets,
  );
  return {
    base: shown(both.base),
    head: shown(both.head),
    codes: diagnostics.map(({ code }) => code),
  };
}

describe("scopes that are known offline", () => {
  test("have one spelling on both sides, whichever comes first", () => {
    const entries = { "name: [api, WEB]": ["{owner}/{repo}"], "name: [API, web]": ["x"] };
    const other = { "name: [web, API]": ["x"], "name: [api]": ["{owner}/{repo}"] };
    const both = (head: string, base: string) => offlineStates(loadFine(base), loadFine(head), []);
    const [one, two] = [config(entries), config(other).replace("acme", "ACME")];
    for (const { base, head } of [both(one, two), both(two, one)]) {
      const ofApi = (state: DesiredState) => shown(state)["ACME/API"];
      expect(ofApi(base)).toEqual(["ACME/API", "x"]);
      expect(ofApi(head)).toEqual(["ACME/API", "x"]);
    }
  });

  test("a name gets what entries and globs ask for; the rest of a glob is one scope", () => {
    const entries = { "name: api": ["a"], 'name: ["a*", "!axe"]': ["b/{repo}"] };
    expect(states(entries, entries)).toEqual({
      base: { "acme/a* (not axe)": ["b/{repo}"], "acme/api": ["a", "b/api"] },
      head: { "acme/a* (not axe)": ["b/{repo}"], "acme/api": ["a", "b/api"] },
      codes: [],
    });
  });

  test("a name that one side alone writes out is looked up on the other", () => {
    const { base, head } = states(
      { 'name: "a*"': ["b"] },
      { 'name: "a*"': ["b"], "name: api": ["c"] },
    );
    expect(base).toEqual({ "acme/a*": ["b"], "acme/api": ["b"] });
    expect(head).toEqual({ "acme/a*": ["b"], "acme/api": ["b", "c"] });
  });

  test("conditions are never taken for true, not even of a name", () => {
    const entries = {
      "name: api, topics: [live]": ["a"],
      "visibility: [private]": ["b"],
      "name: api": ["c"],
    };
    expect(states(entries, entries).head).toEqual({
      "acme/* (visibility: private)": ["b"],
      "acme/api": ["c"],
      "acme/api (topics: live)": ["a"],
    });
  });

  test("each glob of a list is one scope, so that one more is no change of the others", () => {
    const { base, head, codes } = states(
      { 'name: ["a*"]': ["x"] },
      { 'name: ["b*", "a*"]': ["x"] },
    );
    expect([base, head, codes]).toEqual([
      { "acme/a*": ["x"] },
      { "acme/a*": ["x"], "acme/b*": ["x"] },
      [],
    ]);
  });

  test("other conditions of the same glob are said, and its hooks compared", () => {
    const { base, head, codes } = states(
      { "name: 'a*', topics: [b, a]": ["x"] },
      { "name: 'a*', topics: [a], properties: { tier: gold }": ["x"] },
    );
    expect(Object.keys(base)).toEqual(["acme/a* (topics: a; tier: gold)"]);
    expect([head, codes]).toEqual([base, ["selector-changed"]]);
  });

  test("targets: a name that a glob selects, and globs over selectors", () => {
    const entries = { 'name: "a*"': ["x"], "name: web": ["y"] };
    expect(states(entries, entries, ["acme/api"]).head).toEqual({ "acme/api": ["x"] });
    expect(Object.keys(states(entries, entries, ["acme/*"]).head)).toEqual(["acme/a*", "acme/web"]);
    expect(states(entries, entries, ["acme/nope"]).codes).toEqual(["unknown-target"]);
  });

  test("{repo} in a host stays open, too", () => {
    const text = `${header}    repositories: [{ name: "a*", hooks: [{ url: "https://{repo}.{owner}.example/{repo}", events: [push], secret: none }] }]\n`;
    const { head } = offlineStates(loadFine(text), loadFine(text), []);
    expect(shown(head)).toEqual({ "acme/a*": ["https://{repo}.acme.example/{repo}"] });
  });

  test("URLs from variables have stand-ins", () => {
    const text = `${header}    hooks: [{ url: { env: CHAT }, events: [push], secret: none }]\n`;
    const { head } = offlineStates(loadFine(text), loadFine(text), []);
    expect(head.scopes[0]?.hooks[0]?.url.show()).toBe("env:CHAT");
  });
});
