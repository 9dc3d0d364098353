import { describe, expect, test } from "vitest";
import { desiredState } from "../../src/config/desired-state.ts";
import { requiredLists } from "../../src/config/selectors/select.ts";
import { scopeName } from "../../src/model/scope.ts";
import { repository } from "./cases/desired-cases.ts";
import { loadFine } from "./support/load.ts";

const configOf = (entry: string) =>
  loadFine(`version: 1\norganizations: { acme: { repositories: [${entry}] } }\n`);

const all = [
  repository("api", { topics: ["deployed", "go"], properties: new Map([["tier", "gold"]]) }),
  repository("Web", { visibility: "public", topics: ["deployed"] }),
  repository("service-a", { visibility: "internal", properties: new Map([["tier", "silver"]]) }),
  repository("service-b", { properties: new Map([["languages", ["go", "ts"]]]) }),
  repository(".github", { properties: new Map([["public", "true"]]) }),
  repository("old-api", { archived: true, topics: ["deployed"] }),
];

const everything = [".github", "Web", "api", "service-a", "service-b"];

describe("which repositories an entry selects", () => {
  test.each<[string, readonly string[]]>([
    ["{}", everything],
    ['{ name: "*" }', everything],
    ['{ name: ["!service-*"] }', [".github", "Web", "api"]],
    ['{ name: "!SERVICE-a" }', [".github", "Web", "api", "service-b"]],
    ["{ name: [] }", []],
    ["{ name: API }", ["api"]],
    ["{ name: [web, elsewhere] }", ["Web", "elsewhere"]],
    ['{ name: "SERVICE-?" }', ["service-a", "service-b"]],
    ['{ name: "service-[a]" }', ["service-a"]],
    ['{ name: "{api,web}" }', ["Web", "api"]],
    ['{ name: ["service-*", "!*-b", api] }', ["api", "service-a"]],
    ['{ name: [api, "!api"] }', []],
    ["{ name: old-api }", ["old-api"]],
    ['{ name: "*-api" }', []],
    ["{ name: old-api, topics: [deployed] }", ["old-api"]],
    ["{ name: elsewhere, topics: [deployed] }", []],
    ["{ topics: [Deployed] }", ["Web", "api"]],
    ["{ topics: [deployed, go] }", ["api"]],
    ["{ topics: [] }", everything],
    ["{ visibility: [public, internal] }", ["Web", "service-a"]],
    ["{ visibility: [] }", []],
    ["{ properties: { tier: gold } }", ["api"]],
    ["{ properties: { tier: gold, languages: go } }", []],
    ["{ properties: { tier: [silver] } }", ["service-a"]],
    ["{ properties: { languages: go } }", ["service-b"]],
    ["{ properties: { languages: [ts, go] } }", ["service-b"]],
    ["{ properties: { languages: [go] } }", []],
    ["{ properties: { public: true } }", [".github"]],
    ['{ name: "*e*", visibility: [private], properties: { languages: ts } }', ["service-b"]],
  ])("%s", (entry, names) => {
    const { state } = desiredState(configOf(entry), {
      repositories: new Map([["acme", all]]),
      targets: [],
      environment: {},
    });
    expect(state.scopes.map(({ scope }) => scopeName(scope).split("/")[1]).sort()).toEqual(
      [...names].sort(),
    );
  });

  test("an exact name is told from a glob, and keeps the user's spelling where no list is read", () => {
    const { state } = desiredState(configOf('{ name: [API] }, { name: "!api" }'), {
      repositories: new Map(),
      targets: ["acme/api"],
      environment: {},
    });
    expect(state.scopes.map(({ scope, namedExactly }) => [scopeName(scope), namedExactly])).toEqual(
      [["acme/API", true]],
    );
    const listed = desiredState(configOf('{ name: API }, { name: "*" }'), {
      repositories: new Map([["acme", all]]),
      targets: ["*/{api,web}"],
      environment: {},
    });
    expect(
      listed.state.scopes.map(({ scope, namedExactly }) => [scopeName(scope), namedExactly]),
    ).toEqual([
      ["Acme/api", true],
      ["Acme/Web", false],
    ]);
  });
});

describe("which lists are needed", () => {
  const list = (properties: boolean) => [{ owner: "acme", kind: "organization", properties }];
  test.each<[string, readonly string[], unknown]>([
    ["{ name: [api, web] }", [], []],
    ['{ name: [api, "!web"] }', [], []],
    ["{ name: [] }", [], []],
    ["{}", [], list(false)],
    ['{ name: "!web" }', [], list(false)],
    ['{ name: [api, "w*"] }', [], list(false)],
    ["{ name: api, topics: [t] }", [], list(false)],
    ["{ name: api, visibility: [public] }", [], list(false)],
    ["{ properties: { a: b } }", [], list(true)],
    ['{ name: "w*" }', ["acme/web"], list(false)],
    ['{ name: "w*" }', ["acme/api"], []],
    ['{ name: "w*" }, { name: "a*", properties: { a: b } }', ["acme/web"], list(false)],
    ['{ name: "w*" }', ["ACME/*"], list(false)],
    ['{ name: "w*" }', ["*/web"], list(false)],
    ['{ name: "w*" }', ["**"], list(false)],
    ['{ name: "w*" }', ["acme"], []],
    ['{ name: "w*" }', ["other/*"], []],
  ])("%s with targets %j", (entry, targets, lists) => {
    expect(requiredLists(configOf(entry), targets)).toEqual(lists);
  });

  test("of a user", () => {
    const config = loadFine('version: 1\nusers: { Bob: { repositories: [{ name: "*" }] } }\n');
    expect(requiredLists(config, [])).toEqual([{ owner: "Bob", kind: "user", properties: false }]);
  });
});
