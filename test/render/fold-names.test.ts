import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planDocument } from "../../src/documents/plan-document.ts";
import { groupAlike, withPlaceholders } from "../../src/documents/views/alike.ts";
import type { Action } from "../../src/model/plan.ts";
import { renderPlanHtml } from "../../src/render/html/report-page.ts";
import { renderPlanMarkdown } from "../../src/render/markdown/render-report-markdown.ts";
import { createPalette } from "../../src/render/text/palette.ts";
import { renderDrift, renderPlan } from "../../src/render/text/render-report.ts";
import { driftOf } from "./drift-meta.ts";
import {
  createAction,
  declared,
  deleteAction,
  desiredHook,
  fromGitHub,
  handMadePlan,
  liveHook,
  unmanagedFacts,
  updateAction,
} from "./hand-made.ts";
import { holds } from "./holds.ts";
import { metaOf } from "./meta.ts";

const palette = createPalette(false);
const names = ["api", "billing", "checkout", "deploy", "edge"];
const at = (repository: string, owner = "acme") =>
  ({ kind: "repository", owner, repository }) as const;

const createFor = (repository: string, url: string, owner = "acme"): Action =>
  createAction({ scope: at(repository, owner), desired: desiredHook({ url: declared(url) }) });

const blocks = (actions: readonly Action[]): readonly string[] =>
  renderPlan(handMadePlan({ actions }), { palette }).match(/^ .*https:\S*/gm) ?? [];

describe("hooks of one template, whose URLs differ by the names of their scopes", () => {
  const actions = names.map((name) => createFor(name, `https://ci.example.com/acme/${name}`));
  const plan = handMadePlan({ actions });
  const document = planDocument(plan, metaOf(plan));

  test.each([
    ["text", renderPlan(plan, { palette })],
    ["Markdown", renderPlanMarkdown(document)],
    ["HTML", renderPlanHtml(document)],
    ["drift", renderDrift(driftOf(plan), { palette })],
  ])("are one block in %s", (_, text) => {
    expect(text).toContain("https://ci.example.com/acme/{repo}");
    expect(text).not.toContain("ci.example.com/acme/api");
    expect(text).toContain("5 repositories");
  });

  test("are all named with --verbose", () => {
    const verbose = renderPlan(plan, { palette, verbose: true });
    for (const name of names) expect(verbose).toContain(`acme/${name}`);
  });

  test("are one block over several owners, with the name of the only one where there is one", () => {
    const url = (owner: string, name: string) => `https://ci.example.com/${owner}/${name}/hook`;
    const of = (owner: string) => names.map((name) => createFor(name, url(owner, name), owner));
    expect(blocks(of("acme"))).toEqual([expect.stringContaining("/acme/{repo}/hook")]);
    expect(blocks([...of("acme"), ...of("umbrella")])).toEqual([
      expect.stringContaining("/{owner}/{repo}/hook"),
    ]);
  });

  test("that are the same in each of several owners are one block, too", () => {
    const of = (owner: string) =>
      names.map((name) => createFor(name, `https://ci.example.com/${owner}`, owner));
    expect(blocks([...of("acme"), ...of("umbrella")])).toEqual([
      expect.stringContaining("https://ci.example.com/{owner}"),
    ]);
  });

  test("that move, are deleted, or get their secret again are, too", () => {
    const old = (name: string) => fromGitHub(`https://${name}.old.example.com/`);
    const kinds: readonly ((name: string, id: number) => Action)[] = [
      (name, id) =>
        updateAction({
          scope: at(name),
          live: liveHook({ id, url: old(name) }),
          desired: desiredHook({ url: declared(`https://ci.example.com/${name}`) }),
          changes: [
            {
              field: "url",
              before: old(name),
              after: declared(`https://ci.example.com/${name}`),
            },
          ],
        }),
      (name, id) => deleteAction({ scope: at(name), live: liveHook({ id, url: old(name) }) }),
      (name, id) =>
        updateAction({
          scope: at(name),
          live: liveHook({ id }),
          desired: desiredHook({ url: declared(`https://ci.example.com/${name}`) }),
          changes: [],
          secret: "resupply",
          reason: "resupply",
        }),
    ];
    for (const kind of kinds) {
      const text = renderPlan(handMadePlan({ actions: names.map(kind) }), { palette });
      expect(text).toContain("{repo}");
      for (const name of names) expect(text).not.toMatch(new RegExp(`https://\\S*\\b${name}\\b`));
    }
  });

  test("and that nobody declares are counted by their receiver", () => {
    const unmanaged = names.map((name, index) => ({
      ...{ scope: at(name), hookId: 100 + index, counted: true, ...unmanagedFacts },
      url: fromGitHub(`https://${name}.hooks.example.com/x`),
    }));
    const text = renderPlan(handMadePlan({ unmanaged }), { palette });
    expect(text).toContain("{repo}.hooks.example.com  5 hooks in 5 repositories");
  });
});

describe("what differs otherwise is not hidden", () => {
  test.each<[string, readonly Action[], number]>([
    [
      "the path",
      [createFor("api", "https://x.example/api/a"), createFor("web", "https://x.example/web/b")],
      2,
    ],
    [
      "the name of another repository",
      [createFor("api", "https://x.example/api"), createFor("web", "https://x.example/api2")],
      2,
    ],
    [
      "a name in another case",
      [createFor("api", "https://x.example/api"), createFor("web", "https://x.example/WEB")],
      2,
    ],
    [
      "a part of a name",
      [createFor("api", "https://x.example/apis"), createFor("web", "https://x.example/webs")],
      2,
    ],
    [
      "a brace of its own",
      [createFor("api", "https://x.example/api"), createFor("web", "https://x.example/{repo}")],
      2,
    ],
    [
      "the owner, of whom the URL says another",
      [
        createFor("a", "https://x.example/acme"),
        createFor("b", "https://x.example/acme", "umbrella"),
        createFor("c", "https://x.example/umbrella", "umbrella"),
      ],
      2,
    ],
  ])("%s", (_, actions, count) => {
    expect(blocks(actions)).toHaveLength(count);
  });

  test("a repository that has the name of a part of all URLs stays with the others", () => {
    const actions = ["hook", "api", "web"].map((name) =>
      createFor(name, "https://ci.example.com/hook"),
    );
    expect(blocks(actions)).toEqual([expect.stringContaining("https://ci.example.com/hook")]);
    const named = ["ci", "api", "web"].map((name) =>
      createFor(name, `https://ci.example.com/${name}`),
    );
    expect(blocks(named)).toEqual([expect.stringContaining("https://ci.example.com/{repo}")]);
  });

  test("each URL is what it was once the names are put back", () => {
    const name = fc.constantFrom("api", "acme", "api-v2", "ci", "x.y", "repo", "owner", "a");
    const piece = fc.constantFrom(
      "api",
      "acme",
      "api-v2",
      "ci",
      "x.y",
      "hook",
      "repo",
      "a",
      "A",
      "{repo}",
    );
    const item = fc.record({
      owner: name,
      repo: name,
      host: piece,
      path: fc.array(piece, { maxLength: 3 }),
    });
    holds(
      fc.property(fc.array(item, { maxLength: 12 }), (parts) => {
        const items = parts.map(({ owner, repo, host, path }) => ({
          ...{ owner, repo, url: `https://${host}.example.com/${path.join("/")}` },
        }));
        const text = (
          { owner, repo, url }: (typeof items)[number],
          of: Parameters<typeof withPlaceholders>[2],
        ) => withPlaceholders(url, `${owner}/${repo}`, of);
        const groups = groupAlike(items, text);
        expect(groups.flatMap((group) => group.items)).toHaveLength(items.length);
        for (const { names: put, items: alike } of groups) {
          const shown = text(alike[0], put);
          for (const { owner, repo, url } of alike)
            expect(
              put.length === 0
                ? shown
                : shown.replaceAll(/\{(?:owner|repo)\}/g, (one) =>
                    one === "{repo}" ? repo : owner,
                  ),
            ).toBe(url);
        }
      }),
    );
  });
});
