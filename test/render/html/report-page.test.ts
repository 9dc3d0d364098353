import { describe, expect, test } from "vitest";
import { planDocument } from "../../../src/documents/plan-document.ts";
import { renderDriftHtml, renderPlanHtml } from "../../../src/render/html/report-page.ts";
import { chromiumPath, withoutChromium } from "../../support/chromium.ts";
import { driftOf } from "../drift-meta.ts";
import { everyKind } from "../every-kind.ts";
import {
  declared,
  deleteAction,
  desiredHook,
  fromGitHub,
  handMadePlan,
  liveHook,
  updateAction,
} from "../hand-made.ts";
import { metaOf } from "../meta.ts";
import { openPage } from "./support/open-page.ts";

const html = renderPlanHtml(planDocument(everyKind, metaOf(everyKind)));
const shown = ".entry:not([hidden])";

describe.skipIf(chromiumPath === undefined)(`a plan in a browser${withoutChromium}`, () => {
  test("shows every hook, and is quiet about it", async () => {
    const { page, trouble } = await openPage(html);
    // The two that nobody declares have one receiver.
    expect(await page.locator(shown).count()).toBe(7);
    expect(await page.getByRole("status").textContent()).toBe("8 shown");
    expect(await page.locator(".weight-quiet .entry li").allTextContents()).toEqual([
      "acme #10 https://z.example.com/  push  updated 278 days ago",
      "acme/api #11 https://z.example.com/***  push  updated 278 days ago",
    ]);
    const [alone] = await (await openPage(renderDriftHtml(driftOf(everyKind)))).page
      .locator(".weight-quiet .entry")
      .allTextContents();
    expect(alone).toContain("acme/api #11");
    expect(await page.getByRole("link", { name: "#77" }).getAttribute("href")).toBe(
      "https://github.com/organizations/acme/settings/hooks/77",
    );
    expect(await page.locator("h2").allTextContents()).toEqual([
      ...["Blocked: 1", "Deletes: 1", "Changes: 4", "Unmanaged: 2"],
    ]);
    expect(trouble).toEqual([]);
  });

  test("is filtered by kind, scope and text, and by all of them at once", async () => {
    const { page } = await openPage(html);
    const status = page.getByRole("status");
    await page.getByRole("checkbox", { name: "config-patch 2" }).check();
    expect(await status.textContent()).toBe("2 of 8 shown");
    await page.getByRole("checkbox", { name: "delete 1" }).check();
    expect(await status.textContent()).toBe("3 of 8 shown");
    await page.getByRole("combobox").selectOption("acme/api");
    expect(await status.textContent()).toBe("2 of 8 shown");
    await page.getByRole("searchbox").fill("CI.example content_type");
    expect(await status.textContent()).toBe("1 of 8 shown");
    expect(await page.locator(shown).first().textContent()).toContain("#4012345");
    // A group of which nothing is left is not there either.
    expect(await page.locator("h2:visible").allTextContents()).toEqual(["Changes: 4"]);
    await page.getByRole("button", { name: "Show all" }).click();
    expect(await status.textContent()).toBe("8 shown");
  });

  test("is used with the keyboard alone", async () => {
    const { page } = await openPage(html);
    await page.getByRole("searchbox").focus();
    await page.keyboard.type("audit");
    expect(await page.getByRole("status").textContent()).toBe("2 of 8 shown");
    for (const _ of "audit") await page.keyboard.press("Backspace");
    expect(await page.getByRole("status").textContent()).toBe("8 shown");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    expect(await page.getByRole("status").textContent()).toBe("1 of 8 shown");
    const outline = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle");
    expect(outline).toBe("solid");
  });

  test("every control has a name", async () => {
    const { page } = await openPage(html);
    const controls = page.locator("input, select, button:visible");
    for (const control of await controls.all())
      expect(await control.ariaSnapshot()).toMatch(/^- \w+ ".+"/);
  });

  test("is a plain list without JavaScript", async () => {
    const { page } = await openPage(html, { javaScriptEnabled: false });
    expect(await page.locator(".entry").count()).toBe(7);
    expect(await page.locator(".entry").first().isVisible()).toBe(true);
    expect(await page.locator("form").isVisible()).toBe(false);
  });

  test.each(["light", "dark"] as const)("%s: text stands out from its ground", async (scheme) => {
    const { page } = await openPage(html, { colorScheme: scheme });
    const low = await page.evaluate(`(() => {
      const light = (color) => {
        const [r, g, b] = color.match(/\\d+/g).map((part) => {
          const value = Number(part) / 255;
          return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const grounds = [document.body, document.querySelector(".note, .counts li")].map(
        (element) => light(getComputedStyle(element).backgroundColor));
      return [...document.querySelectorAll("body *")].flatMap((element) => {
        const color = getComputedStyle(element).color;
        const own = light(color);
        return grounds
          .map((ground) => (Math.max(own, ground) + 0.05) / (Math.min(own, ground) + 0.05))
          .filter((ratio) => ratio < 4.5)
          .map((ratio) => element.className + " " + color + " " + ratio);
      });
    })()`);
    expect(low).toEqual([]);
    const ground = await page.evaluate("getComputedStyle(document.body).backgroundColor");
    expect(ground).toBe(scheme === "light" ? "rgb(255, 255, 255)" : "rgb(13, 17, 23)");
  });

  test("fits a phone, long names and all", async () => {
    const long = `https://ci.example.com/${"long-segment/".repeat(30)}`;
    const plan = planDocument(everyKind, metaOf(everyKind));
    const stretched = {
      ...plan,
      actions: plan.actions.map((action) => ({ ...action, url: long, scope: "a".repeat(139) })),
      diagnostics: [{ severity: "error" as const, code: "not-read", message: long.repeat(3) }],
    };
    const { page } = await openPage(renderPlanHtml(stretched), {
      viewport: { width: 360, height: 640 },
    });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
  });

  test("drift has the same", async () => {
    const { page, trouble } = await openPage(renderDriftHtml(driftOf(everyKind)));
    const all = await page.locator(shown).count();
    await page.getByRole("checkbox", { name: "missing 1" }).check();
    expect(await page.getByRole("status").textContent()).toBe(`1 of ${all} shown`);
    expect(trouble).toEqual([]);
  });

  test("5,000 actions are there and filtered in a moment", async () => {
    const actions = Array.from({ length: 5_000 }, (_, index) => {
      const repository = `service-${Math.floor(index / 4)}`;
      const scope = { kind: "repository", owner: "acme", repository } as const;
      const url = `https://ci-${index}.example.com/`;
      return index % 10 === 0
        ? deleteAction({ scope, live: liveHook({ url: fromGitHub(url) }) })
        : updateAction({ scope, desired: desiredHook({ url: declared(url) }) });
    });
    const plan = handMadePlan({ actions });
    const start = performance.now();
    const { page, trouble } = await openPage(renderPlanHtml(planDocument(plan, metaOf(plan))));
    const ready = performance.now() - start;
    const filtering = await page.evaluate(`(() => {
      const start = performance.now();
      const search = document.querySelector("input[type=search]");
      search.value = "service-77 delete";
      search.dispatchEvent(new Event("input", { bubbles: true }));
      document.body.getBoundingClientRect();
      return performance.now() - start;
    })()`);
    process.stderr.write(
      `5,000 actions: ready in ${Math.round(ready)} ms, filtered in ${Math.round(Number(filtering))} ms\n`,
    );
    const status = await page.getByRole("status").textContent();
    expect(status).toMatch(/^\d+ of 5000 shown$/);
    expect(await page.locator(".entry:visible").count()).toBe(Number.parseInt(status ?? "", 10));
    expect(trouble).toEqual([]);
  });
});

test("a plan without hooks has nothing to filter and no script", () => {
  const plan = handMadePlan();
  const empty = renderPlanHtml(planDocument(plan, metaOf(plan)));
  expect(empty).not.toMatch(/<script|<form/);
  expect(empty).toContain("script-src 'none'");
});
