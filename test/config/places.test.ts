import { expect, test } from "vitest";
import { desiredState } from "../../src/config/desired-state.ts";
import type { Diagnostic } from "../../src/model/diagnostic.ts";
import { hookAt, plain, withEntries, withHooks } from "./cases/case.ts";
import { repository } from "./cases/desired-cases.ts";
import { finding, load, loadFine } from "./support/load.ts";

const hook = hookAt("https://a.example.com/");
const other = hook.replace("push", "push, fork");
const third = hook.replace("push", "fork");

/** Each finding with its further places. */
const placesOf = (diagnostics: readonly Diagnostic[]): readonly (readonly string[])[] =>
  diagnostics.map((one) => [
    finding(one),
    ...(one.related ?? []).map(
      ({ file, line, column }) => `${file === "f.yaml" ? "" : `${file}:`}${line}:${column}`,
    ),
  ]);

test.each<[string, string | Readonly<Record<string, string>>, readonly (readonly string[])[]]>([
  [
    "hooks that contradict each other, each of which stands in several places",
    withHooks(hook, other, hook, other, third),
    [
      ["duplicate-hook@6:9", "5:9", "7:9", "8:9"],
      ["duplicate-hook@9:9", "6:9"],
    ],
  ],
  [
    "one hook against several",
    withHooks(hook, third, hook.replace("push", "issues, push, fork")),
    [["duplicate-hook@7:9", "5:9", "6:9"]],
  ],
  [
    "all events against several",
    withHooks(hook, third, hook.replace("push", '"*"'), hook),
    [["duplicate-hook@7:9", "5:9", "6:9", "8:9"]],
  ],
  [
    "different secrets",
    withHooks(hook, hook, hook.replace("none", "{ env: A }")),
    [["contradicting-hook@7:9", "5:9", "6:9"]],
  ],
  [
    "absent, while two hooks share the URL",
    withHooks(hook, third, '{ url: "https://A.example.com", state: absent }'),
    [["absent-and-present@7:9", "5:9", "6:9"]],
  ],
  [
    "a previous URL",
    withHooks(
      ...["a", "b", "c"].map(
        (name) =>
          `{ url: "https://${name}.example.com/", previous_urls: ["https://o.example.com/"], ${plain} }`,
      ),
    ),
    [
      ["previous-url-claimed-twice@6:9", "5:9"],
      ["previous-url-claimed-twice@7:9", "5:9"],
    ],
  ],
  [
    "one hook that contradicts others in one repository each",
    withEntries(
      `{ hooks: [${hook}], name: api }`,
      `{ hooks: [${hook.replace("json", "form")}], name: web }`,
      `{ hooks: [${other}], name: [api, web] }`,
    ),
    [["duplicate-hook@7:19", "5:19", "6:19"]],
  ],
  [
    "settings",
    withEntries(
      "{ unmanaged: keep, name: api }",
      "{ unmanaged: keep, name: [api, web] }",
      "{ unmanaged: report, name: [api, web] }",
      "{ unmanaged: delete, name: api }",
    ),
    [["contradicting-setting@7:22", "5:22", "6:22", "8:22"]],
  ],
  [
    "files",
    {
      a: "version: 1\nlimits: { max_deletes: 1 }\n",
      b: "version: 1\nlimits: { max_deletes: 1 }\n",
      c: "version: 1\nlimits: { max_deletes: 2 }\n",
    },
    [["contradicting-value@c:2:11", "a:2:11", "b:2:11"]],
  ],
  [
    "the same hook on too many repositories",
    withEntries(`{ hooks: [${hook}] }`, `{ hooks: [${hook}, ${hook}], name: api }`),
    [["repeated-hook@5:19", "6:19", `6:${21 + hook.length}`]],
  ],
])("every place is named: %s", (_title, files, places) => {
  expect(placesOf(load(files).diagnostics)).toEqual(places);
});

test("of a scope that cannot be planned as well", () => {
  const text = withEntries(
    `{ hooks: [${hook}], name: "*" }`,
    `{ hooks: [${hook}], name: "a*" }`,
    `{ hooks: [${other}], name: "*i" }`,
  );
  const { state } = desiredState(loadFine(text), {
    repositories: new Map([["acme", [repository("api")]]]),
    targets: [],
    environment: {},
  });
  expect(placesOf(state.unreadable.map(({ diagnostic }) => diagnostic))).toEqual([
    ["duplicate-hook@7:19", "5:19", "6:19"],
  ]);
});

test("one path of a secret's file is two secrets in two folders", () => {
  const text = `version: 1\norganizations: { acme: { hooks: [${hook.replace("none", "{ file: s }")}] } }\n`;
  expect(load({ "a.yaml": text, "b.yaml": text }).diagnostics).toEqual([]);
  const { diagnostics } = load({ "a/f.yaml": text, "b/f.yaml": text });
  expect(diagnostics.map(({ code }) => code)).toEqual(["contradicting-hook"]);
});
