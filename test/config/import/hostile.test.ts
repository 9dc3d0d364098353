import { describe, expect, test } from "vitest";
import { parseDocument } from "yaml";
import { api, liveHook, scope } from "../../support/build.ts";
import { importAndPlan } from "./support/import-and-plan.ts";

/** What could break out of a scalar, of a comment, of a line, or of the direction of reading. */
const hostile = [
  "a: b",
  "- a",
  "# a",
  " #a",
  "'",
  '"',
  "\\",
  "&a",
  "*a",
  "!a",
  "%a",
  "@a",
  "`a`",
  "|",
  ">-",
  "{a}",
  "[a",
  "null",
  "~",
  "yes",
  "0123",
  "1e3",
  "<<",
  "---",
  "...",
  " padded ",
  "\t",
  "a\nversion: 2",
  "a\r\nb",
  "a\u0085b",
  "a\u2028b",
  "\u001b[31mred",
  "\u202Eright",
  "\u200Bthin",
  "\uFEFF",
  "\u{E0041}",
  "\uD800",
  `${"long ".repeat(40)}\n${"lines ".repeat(40)}`,
  "__proto__",
  "$&",
];

describe("text from outside", () => {
  test.each(hostile)("%j is an event like any other", async (event) => {
    const { imported, plan } = await importAndPlan([
      { scope: api, hooks: [liveHook({ events: [event, "push"].toSorted() })] },
    ]);
    expect(plan).toMatchObject({ actions: [], unmanaged: [], complete: true });
    expect(imported.notes).toEqual([]);
    expectHarmless(imported.text);
  });

  test.each(hostile)("%j in a URL, a content type, a setting, a name", async (text) => {
    const { imported, plan } = await importAndPlan([
      {
        scope: api,
        hooks: [
          liveHook({ id: 1, url: `https://ci.example.com/${text}/hook` }),
          liveHook({ id: 2, contentType: text, unknownConfigKeys: [text] }),
          liveHook({ id: 3, name: text }),
        ],
      },
      { scope: scope(`acme/x${text}x`), hooks: [liveHook({ id: 4 })] },
      { scope: scope(`x${text}x/api`), hooks: [liveHook({ id: 5 })] },
    ]);
    const done = plan.actions.map((action) => (action.kind === "create" ? 0 : action.live.id));
    expect(done.filter((id) => id !== 2)).toEqual([]);
    expectHarmless(imported.text);
    expectHarmless(imported.notes.join("\n"));
  });

  test("in the names of repositories that look like values stays a name", async () => {
    const names = ["123", "null", "true", "0x1f", "1.0", ".5", "-", "_", "...", "---", "1e3", "~"];
    const live = names.map((name, index) => ({
      scope: scope(`acme/${name}`),
      hooks: [liveHook({ id: index + 1, url: `https://ci.example.com/h/${index}` })],
    }));
    const { imported, plan } = await importAndPlan([...live, { scope: scope("123"), hooks: [] }]);
    expect(plan).toMatchObject({ actions: [], unmanaged: [] });
    const written = plan.scopes.map((one) => (one.kind === "repository" ? one.repository : "own"));
    expect(new Set(written)).toEqual(new Set(["own", ...names.filter((name) => name !== "~")]));
    expect(imported.notes).toHaveLength(1);
  });
});

/** Nothing invisible, one document, and the keys at the top that the import writes. */
function expectHarmless(text: string): void {
  expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
  if (!text.startsWith("# yaml")) return;
  const document = parseDocument(text, { prettyErrors: false });
  expect(document.errors).toEqual([]);
  const value = document.toJS() as Readonly<Record<string, unknown>>;
  expect(value["version"]).toBe(1);
  const known = ["version", "defaults", "secrets", "templates", "organizations", "users"];
  expect(Object.keys(value).filter((key) => !known.includes(key))).toEqual([]);
}
