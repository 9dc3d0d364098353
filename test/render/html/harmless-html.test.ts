import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderDriftHtml, renderPlanHtml } from "../../../src/render/html/report-page.ts";
import { chromiumPath, withoutChromium } from "../../support/chromium.ts";
import { driftDocumentOf, marked, planDocumentOf } from "../arbitrary-document.ts";
import { expectHarmless } from "../harmless.ts";
import { holds } from "../holds.ts";
import { openPage } from "./support/open-page.ts";

const tags =
  `a b body br button code dd del details div dl dt fieldset footer form h1 h2 h3 head header html
  input ins label legend li link main meta option p script section select span style summary title ul`.split(
    /\s+/,
  );

const attributes =
  `aria-label autocomplete charset class content data-count data-kind data-origin data-scopes href open
  data-scope hidden href http-equiv lang name placeholder rel role spellcheck type value`.split(
    /\s+/,
  );

/** Everything in the document that is none of our own, and what became of the planted scripts. */
const foreign = `(() => {
  const tags = new Set(${JSON.stringify(tags)});
  const attributes = new Set(${JSON.stringify(attributes)});
  const all = [...document.querySelectorAll("*")];
  return {
    tags: all.map((element) => element.localName).filter((name) => !tags.has(name)),
    attributes: all
      .flatMap((element) => element.getAttributeNames())
      .filter((name) => !attributes.has(name)),
    scripts: document.scripts.length > 1,
    links: [...document.querySelectorAll("a")].filter(
      ({ href }) => !/^https:\\/\\/github\\.com\\/[\\w%./-]+\\/settings\\/hooks\\/\\d+$/.test(href)).length,
    pwned: "pwned" in window,
  };
})()`;

const nothing = { tags: [], attributes: [], scripts: false, links: 0, pwned: false };

describe.skipIf(chromiumPath === undefined)(`in a browser${withoutChromium}`, () => {
  test("whatever text a plan or drift holds, it is text", async () => {
    const { page, trouble } = await openPage("");
    await fc.assert(
      fc.asyncProperty(planDocumentOf(marked), driftDocumentOf(marked), async (plan, drift) => {
        for (const html of [renderPlanHtml(plan), renderDriftHtml(drift)]) {
          // Into a document of its own: policies and declarations outlive what they came with.
          await page.goto("about:blank");
          await page.setContent(html);
          expect(await page.evaluate(foreign)).toEqual(nothing);
        }
        const counts = await page
          .locator(".entry")
          .evaluateAll((entries) =>
            entries.map((entry) => Number(entry.getAttribute("data-count"))),
          );
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(drift.drift.length);
      }),
      { numRuns: 30 },
    );
    expect(trouble).toEqual([]);
  });

  test("what came to stand in a page unescaped would not run", async () => {
    const plan = fc.sample(planDocumentOf(marked), { numRuns: 1, seed: 1 })[0];
    if (plan === undefined) throw new Error("no plan");
    const broken = renderPlanHtml(plan).replace(
      "<main",
      "<script>window.pwned=1</script><img src=x onerror='window.pwned=1'><main",
    );
    const { page, trouble } = await openPage(broken);
    expect(await page.evaluate("'pwned' in window")).toBe(false);
    expect(trouble.filter((line) => line.startsWith("request:"))).toEqual([]);
  });
});

test("terminals and logs are safe from the page as well", () => {
  holds(fc.property(planDocumentOf(marked), (plan) => expectHarmless(renderPlanHtml(plan))));
});
