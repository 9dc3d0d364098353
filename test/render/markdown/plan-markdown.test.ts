import { describe, expect, test } from "vitest";
import { planDocument } from "../../../src/documents/plan-document.ts";
import type { Action } from "../../../src/model/plan.ts";
import type { ActionOrigin, DiagnosticDocument } from "../../../src/model/plan-document.ts";
import {
  renderDriftMarkdown,
  renderPlanMarkdown,
} from "../../../src/render/markdown/render-report-markdown.ts";
import { driftOf } from "../drift-meta.ts";
import { everyKind } from "../every-kind.ts";
import {
  createAction,
  deleteAction,
  desiredHook,
  handMadePlan,
  liveHook,
  updateAction,
} from "../hand-made.ts";
import { metaOf } from "../meta.ts";
import { readMarkdown } from "./support/read-markdown.ts";

const document = planDocument(everyKind, metaOf(everyKind));

describe("a plan", () => {
  const markdown = renderPlanMarkdown(document);
  const read = readMarkdown(markdown);

  test("counts first, then what is blocked, what goes, what changes, what stays", () => {
    expect(read.cells).toEqual([
      ...["create", "update", "config-patch", "delete", "blocked"],
      ...["**1**", "**1**", "**2**", "**1**", "**1**"],
    ]);
    expect(read.headings).toEqual([
      "hookfleet plan",
      "Blocked: 1",
      "Deletes: 1",
      "Changes: 4",
      "Unmanaged: 2",
    ]);
  });

  test("a blocked action with its reason and its hook", () => {
    expect(read.text).toContain("undeclared-secret");
    expect(read.code).toEqual(
      expect.arrayContaining(["acme/api", "https://chat.example.com/hook", "#6"]),
    );
  });

  test("events as what comes and what goes, and of the secret what happens to it", () => {
    expect(read.blocks.join("")).toContain(
      [
        "~ update        https://audit.example.com/github  #77  hookfleet.yaml:31",
        "-     events        push",
        "+     events        *",
        "-     active        false",
        "+     active        true",
        "      secret        audit, sent again (GitHub would drop it otherwise; not verified to be the one in use)",
      ].join("\n"),
    );
  });

  test("a receiver whose certificate is not verified is told in words at the top", () => {
    expect(markdown.indexOf("[!CAUTION]")).toBeLessThan(markdown.indexOf("| create"));
    expect(markdown.indexOf("| create")).toBeLessThan(markdown.indexOf("###"));
    expect(read.code).toContain("verification-off");
  });
});

describe("new hooks that do not verify their receivers", () => {
  const insecure = createAction({ desired: desiredHook({ insecureSsl: true }) });
  const cautions = (count: number, diagnostics: readonly DiagnosticDocument[] = []) => {
    const plan = handMadePlan({ actions: Array.from({ length: count }, () => insecure) });
    const markdown = renderPlanMarkdown({ ...planDocument(plan, metaOf(plan)), diagnostics });
    return markdown.split("\n").filter((line) => line.startsWith("> - **`verification-off`**"));
  };

  test("are told of beside those that stop", () => {
    const stops = { severity: "warning", code: "verification-off", message: "one stops" } as const;
    expect(cautions(1, [stops])).toHaveLength(2);
  });

  test("are one sentence where they are many", () => {
    expect(cautions(3)).toHaveLength(3);
    expect(cautions(300)).toEqual([expect.stringContaining("300 new hooks")]);
  });
});

test("a secret that goes with its hook is told of", () => {
  const secretOf = (hasSecret: boolean): string => {
    const plan = handMadePlan({ actions: [deleteAction({ live: liveHook({ hasSecret }) })] });
    return renderPlanMarkdown(planDocument(plan, metaOf(plan)));
  };
  expect(secretOf(true)).toContain("secret        deleted with the hook");
  expect(secretOf(false)).not.toContain("deleted with the hook");
});

test("the same change in many scopes is told of once", () => {
  const scopes = ["api", "web", "app", "cli", "docs"].map(
    (repository) => ({ kind: "repository", owner: "acme", repository }) as const,
  );
  const plan = handMadePlan({
    actions: [createAction(), ...scopes.map((scope) => updateAction({ scope }))],
  });
  const { blocks, html, links } = readMarkdown(
    renderPlanMarkdown(planDocument(plan, metaOf(plan))),
  );
  expect(html.join("")).toContain(
    "in 5 repositories: <code>acme/api</code>, <code>acme/web</code>, <code>acme/app</code> and 2 more</summary>",
  );
  expect(blocks).toHaveLength(2);
  expect(blocks[0]).toContain(
    "~ update        https://ci.example.com/github-webhook/  hookfleet.yaml:12",
  );
  expect(links).toEqual(
    scopes.map(({ repository }) => `https://github.com/acme/${repository}/settings/hooks/123`),
  );
});

test("no changes are one sentence", () => {
  const plan = handMadePlan();
  const { headings, text } = readMarkdown(renderPlanMarkdown(planDocument(plan, metaOf(plan))));
  expect(headings).toEqual(["hookfleet plan"]);
  expect(text).toContain("No changes. GitHub has what the file asks for.");
});

test("what this change asks for stands apart from what was due before", () => {
  const [mine, due] = [createAction(), updateAction()];
  const plan = handMadePlan({ actions: [due, mine] });
  const origin = new Map<Action, ActionOrigin>([
    [mine, "change"],
    [due, "drift"],
  ]);
  const { headings, cells } = readMarkdown(
    renderPlanMarkdown(planDocument(plan, metaOf(plan, { origin }))),
  );
  expect(headings).toEqual([
    "hookfleet plan",
    ...["This change: 1 action", "Changes: 1"],
    ...["Pre-existing drift: 1 action", "Changes: 1"],
  ]);
  expect(cells.slice(-12)).toEqual([
    ...["This change", "**1**", "0", "0", "0", "0"],
    ...["Pre-existing drift", "0", "**1**", "0", "0", "0"],
  ]);
});

test("a change that does nothing itself says so in the counts", () => {
  const due = updateAction();
  const plan = handMadePlan({ actions: [due] });
  const origin = new Map<Action, ActionOrigin>([[due, "drift"]]);
  const { headings, cells } = readMarkdown(
    renderPlanMarkdown(planDocument(plan, metaOf(plan, { origin }))),
  );
  expect(headings).toEqual([
    "hookfleet plan",
    "This change: nothing to do",
    "Pre-existing drift: 1 action",
    "Changes: 1",
  ]);
  expect(cells.slice(-12)).toEqual([
    ...["This change", "0", "0", "0", "0", "0"],
    ...["Pre-existing drift", "0", "**1**", "0", "0", "0"],
  ]);
});

describe("warnings", () => {
  const warning = (code: string, over: Partial<DiagnosticDocument> = {}): DiagnosticDocument => ({
    severity: "warning",
    code,
    message: `about ${code}`,
    ...over,
  });
  const levels = (diagnostics: readonly DiagnosticDocument[]): string => {
    const plan = handMadePlan();
    const markdown = renderPlanMarkdown({ ...planDocument(plan, metaOf(plan)), diagnostics });
    return markdown
      .split("\n")
      .filter((line) => line.startsWith(">"))
      .map((line) => /\[!(\w+)\]|`([\w-]+)`/.exec(line)?.slice(1).join("") ?? line)
      .join(" ");
  };

  test.each([
    "guard-lowered",
    "hook-abandoned",
    "secret-exchanged",
    "secret-removed",
    "undeclared-secret-kept",
  ])("%s is damage", (code) => {
    expect(levels([warning(code)])).toBe(`CAUTION ${code}`);
  });

  test("errors are damage, too, and the rest stands below", () => {
    expect(levels([warning("event-limit"), warning("not-read", { severity: "error" })])).toBe(
      "CAUTION not-read WARNING event-limit",
    );
  });

  test("many of them do not push the counts out of sight", () => {
    const many = Array.from({ length: 50 }, (_, index) =>
      warning("secret-removed", { message: `hook ${index}` }),
    );
    expect(levels(many).split(" ")).toHaveLength(1 + 8 + "> - … and 42 more.".split(" ").length);
    expect(levels(Array.from({ length: 50 }, () => warning("no-secret")))).toBe(
      "WARNING no-secret",
    );
  });

  test("a help that several have in common is said once", () => {
    const plan = handMadePlan();
    const diagnostics = [1, 2, 3].map(() => warning("not-read", { help: "Look closer." }));
    const markdown = renderPlanMarkdown({ ...planDocument(plan, metaOf(plan)), diagnostics });
    expect(markdown.split("Look closer.")).toHaveLength(2);
  });
});

test("drift, by kind", () => {
  const { headings, cells } = readMarkdown(renderDriftMarkdown(driftOf(everyKind)));
  expect(headings[0]).toBe("hookfleet drift");
  expect(headings.slice(1, 4)).toEqual(["Blocked: 1", "Missing: 1", "Changed: 3"]);
  expect(cells.slice(0, 6)).toEqual([
    ...["blocked", "missing", "changed", "superseded", "unhealthy", "unmanaged"],
  ]);
});

test("no drift is one sentence", () => {
  const { text } = readMarkdown(renderDriftMarkdown(driftOf(handMadePlan())));
  expect(text).toContain("No drift. GitHub has what the file asks for.");
});
