import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { diagnosticCodes } from "../../src/config/diagnostic-codes.ts";
import { resolveConfig } from "../../src/config/load-config.ts";
import { reviewCodes } from "../../src/model/plan-document.ts";
import {
  anchorOf,
  blocksOf,
  headingsOf,
  pages,
  readPage,
  root,
  withoutBlocks,
} from "./markdown.ts";
import { programOfDocs } from "./sections.ts";

const program = programOfDocs();
/** A moment after every date in the examples. */
const now = Date.parse("2027-01-01T00:00:00Z");

test("the README is short enough to be read: 2,000 words", () => {
  expect(readPage("README.md").split(/\s+/).length).toBeLessThanOrEqual(2_000);
});

test("the README leads to every page", () => {
  const linked = [...readPage("README.md").matchAll(/\]\((docs\/[a-z-]+\.md)\)/g)];
  expect(new Set(linked.map(([, path]) => path))).toEqual(
    new Set(pages.filter((path) => path !== "README.md")),
  );
});

test("every command has a row in the README, and every row is a command", () => {
  const rows = [...readPage("README.md").matchAll(/^\| `hookfleet ([a-z-]+)[^`]*` \|/gm)];
  const names = program.commands.map((command) => command.name());
  expect(rows.map(([, name]) => name).toSorted()).toEqual(names.toSorted());
});

describe.each(pages)("%s", (path) => {
  const page = readPage(path);

  test("links to what exists", () => {
    const links = [...withoutBlocks(page).matchAll(/\]\((?!https:)([^)#]*)(?:#([^)]*))?\)/g)];
    const images = [...page.matchAll(/ src="([^"]+)"/g)];
    const broken = [...links, ...images].filter(([, target = "", anchor]) => {
      const file = target === "" ? path : join(dirname(path), target);
      if (relative(root, join(root, file)).startsWith("..") || !existsSync(join(root, file)))
        return true;
      if (anchor === undefined) return false;
      return !headingsOf(readPage(file)).some(({ text }) => anchorOf(text) === anchor);
    });
    expect(broken.map(([link]) => link)).toEqual([]);
  });

  test("shows files that are valid", async () => {
    for (const { language, text } of blocksOf(page)) {
      if (language !== "yaml") continue;
      const steps: unknown = parseYaml(text);
      // Of pre-commit, and of workflows.
      if (Array.isArray(steps) && "repo" in steps[0])
        expect(steps[0].repo).toMatch(/^https:\/\/github\.com\//);
      else if (Array.isArray(steps)) expectInputsOfAction(steps);
      else await expectValid(path, text);
    }
  });

  test("names commands and options that exist", () => {
    const lines = [
      ...blocksOf(page).flatMap(({ language, text }) =>
        language === "sh" || language === "console"
          ? text.replaceAll(/ # .*/g, "").split("\n")
          : [],
      ),
      ...[...withoutBlocks(page).matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code),
    ];
    expect(lines.flatMap(unknownWords)).toEqual([]);
  });

  if (path !== "README.md")
    test("begins with its title and a table of contents", () => {
      expect(page).toMatch(/^# .+\n\n[^#]+?<!-- generated:contents -->\n\n- \[/);
    });
});

/** A fragment is a file that lacks its version. */
async function expectValid(path: string, text: string): Promise<void> {
  const whole = /^version:/m.test(text) ? text : `version: 1\n${text}`;
  const source = { file: path, text: whole, role: "config" } as const;
  const { diagnostics } = await resolveConfig([source], { now });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
}

function expectInputsOfAction(steps: readonly { uses?: string; with?: object }[]): void {
  const action = parseYaml(readPage("action.yml")) as { readonly inputs: object };
  for (const { uses = "", with: inputs = {} } of steps) {
    expect(uses).toMatch(/^(?:hookfleet\/hookfleet|actions\/cache)@[0-9a-f]{40}$/);
    if (!uses.startsWith("hookfleet/")) continue;
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(inputs)));
  }
}

/** Options of other programs that the pages mention. */
const foreign: ReadonlySet<string> = new Set([
  "--global",
  "--only",
  "--pace",
  "--delete-resources",
]);

function unknownWords(line: string): readonly string[] {
  const [, name = ""] = /(?:^|[ \t])hookfleet (?!@)([a-z][a-z-]*)/.exec(line) ?? [];
  const command = program.commands.find((one) => one.name() === name);
  if (name !== "" && command === undefined) return [line];
  const candidates = command === undefined ? program.commands : [command];
  const known = new Set(
    candidates.flatMap(({ options }) => options.map(({ long }) => long ?? "")).concat("--help"),
  );
  const options = [...line.matchAll(/(?<![\w-])--[a-z][a-z-]*/g)].map(([option]) => option);
  return options.filter(
    (option) => !known.has(option) && !foreign.has(option) && option !== "--version",
  );
}

describe("codes", () => {
  const page = readPage("docs/codes.md");
  const rows = [...page.matchAll(/^\| ((?:`[a-z-]+`(?:, )?)+) \|/gm)].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`([a-z-]+)`/g)].map(([, code = ""]) => code),
  );
  const base = page.split("## Comparison with a base")[1]?.split("\n## ")[0] ?? "";
  const named = new Set([...rows, ...[...base.matchAll(/`([a-z-]+)`/g)].map(([, code]) => code)]);
  const folder = join(root, "src");
  const sources = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !/simulator|generated/.test(name))
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .join("\n");

  test("that the source gives are all explained", () => {
    const given = [
      ...sources.matchAll(/new (?:GitHub|Hookfleet)Error\(\s*"([a-z-]+)"/g),
      ...sources.matchAll(/\bcode: "([a-z-]+)"/g),
      ...sources.matchAll(/`error ([a-z-]+): /g),
    ].map(([, code = ""]) => code);
    expect(new Set(given).size).toBeGreaterThan(150);
    expect([...new Set(given)].filter((code) => !named.has(code))).toEqual([]);
  });

  test("that are explained are given by the source", () => {
    const made = new Set(["too-many-deletes", "too-many-changes"]);
    const gone = rows.filter(
      (code) =>
        !diagnosticCodes.has(code) &&
        !made.has(code) &&
        !sources.includes(`"${code}"`) &&
        !sources.includes(`error ${code}: `),
    );
    expect(gone).toEqual([]);
  });

  test("of a comparison with a base are explained to reviewers, and named among the codes", () => {
    const chapter = readPage("docs/reviewing.md").split("## What to review first")[1] ?? "";
    const told = [...chapter.matchAll(/^\| ([a-z-, ]+) \| (?:error|warning) \|/gm)];
    const codes = told.flatMap(([, list = ""]) => list.split(", "));
    expect(codes.toSorted()).toEqual([...reviewCodes].toSorted());
    expect([...reviewCodes].filter((code) => !named.has(code))).toEqual([]);
  });
});

/** Turns that technical English has plainer words for; what the code generates is tested with the code. */
const literary =
  /\b(?:somebody|whoever|mend(?:s|ed|ing)?|what became of|became of it|has moved|at hand|stands? for|take\w* for|look at this first|tells? of|is told|are told)\b/gi;
const british =
  /\b(?:behaviour|honour|labelled|cancelled|colour|normalise|sanitise|summarise|recognise|favour)\w*/gi;

test.each([...pages, "CONTRIBUTING.md", "CHANGELOG.md", "examples/README.md"])(
  "%s is plain technical English in American spelling",
  (path) => {
    const written = readPage(path).replaceAll(/<!-- generated:[\s\S]*?<!-- \/generated -->/g, "");
    expect(
      [...written.matchAll(literary), ...written.matchAll(british)].map(([found]) => found),
    ).toEqual([]);
  },
);

/** What texts, comments and identifiers of the source said before, and do not say again. */
const gone =
  /\b(?:somebody|whoever|mend(?:s|ed|ing)?|becomes? of|became of|has moved|at hand|lift the mask|nobody to ask|nobody's|sp[eo]aks?(?:en)? of|without saying|for ever|of old|on paper|in vain|and the like|take\w* no heed|lies? about|eyes of|held against|thereby|hence|in danger of|a voice)\b/gi;

test.each([
  ["the source", "src"],
  ["what schemas say", "schemas"],
])("%s is written in the same words", (_, below) => {
  const folder = fileURLToPath(new URL(`../../${below}`, import.meta.url));
  const found = readdirSync(folder, { recursive: true, encoding: "utf8" })
    // GitHub writes its events with two l.
    .filter((name) => /(?<!generated\/[^/]*)\.(?:ts|json)$/.test(name))
    .flatMap((name) => {
      const text = readFileSync(`${folder}/${name}`, "utf8").replace(/"enum": \[[^\]]*\]/g, "");
      return [...text.matchAll(gone), ...text.matchAll(british)].map(([word]) => [name, word]);
    });
  // What people type, and a value of a switch, which stays as it was.
  const known = [
    ["simulator/switches.ts", "normalised"],
    ["cli/errors/usage-error.ts", "colour"],
  ];
  expect(found).toEqual(below === "src" ? known : []);
});
