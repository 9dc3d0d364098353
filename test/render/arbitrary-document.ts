import * as fc from "fast-check";
import { planDocument } from "../../src/documents/plan-document.ts";
import type { DriftDocument } from "../../src/model/drift-document.ts";
import { HookUrl } from "../../src/model/hook-url.ts";
import type { Action } from "../../src/model/plan.ts";
import type { PlanDocument } from "../../src/model/plan-document.ts";
import { type PlanMaterial, planOf } from "./arbitrary-plan.ts";
import { driftOf } from "./drift-meta.ts";
import { hostileText } from "./harmless.ts";
import { metaOf } from "./meta.ts";

/** What means something in Markdown, in HTML, or to what GitHub looks for in a comment. */
const markup = fc.constantFrom(
  "<script>window.pwned=1</script>",
  "<img src=x onerror=window.pwned=1>",
  "</script>",
  "</details>",
  "</code>",
  "<!--",
  '" onload="window.pwned=1',
  "' onfocus='window.pwned=1' autofocus='",
  "&lt;b&gt;",
  "@octocat",
  "#1",
  "acme/api#2",
  "GH-3",
  "0123abc4567",
  ":tada:",
  "`",
  "```",
  "`code`",
  "](https://evil.example)",
  "![x](https://evil.example/x.png)",
  "<https://evil.example>",
  "https://evil.example",
  "www.evil.example",
  "a@evil.example",
  "javascript:alert(1)",
  "|",
  "---",
  "===",
  "# heading",
  "- item",
  "1. item",
  "> quote",
  "[!NOTE]",
  "\n\n# heading\n\n",
  "\n```\n",
  "*a*",
  "__b__",
  "~~c~~",
  "$x$",
  "\\",
  "[^1]",
  " ",
  "plain words",
);

export const markupText: fc.Arbitrary<string> = fc
  .array(fc.oneof({ weight: 3, arbitrary: markup }, { weight: 1, arbitrary: hostileText }), {
    maxLength: 5,
  })
  .chain((parts) => fc.constantFrom("", " ").map((glue) => parts.join(glue)));

/** Plans in which every text means something to Markdown or HTML. */
export const marked: PlanMaterial = {
  text: markupText,
  url: markupText.map(
    (text) => new HookUrl(`https://ci.example.com/${text}`, { kind: "declared" }),
  ),
};

const origin = fc.constantFrom("change" as const, "drift" as const);

/** A document of any plan, compared with a base or not. */
export function planDocumentOf(material: PlanMaterial): fc.Arbitrary<PlanDocument> {
  const origins = fc.option(fc.array(origin, { minLength: 8, maxLength: 8 }));
  return fc
    .tuple(planOf(material), origins, fc.boolean(), fc.array(material.text))
    .map(([plan, of, showUrls, targets]) =>
      planDocument(plan, {
        ...metaOf(plan, { showUrls, targets }),
        ...(of === null
          ? {}
          : {
              origin: new Map(
                plan.actions.map((action: Action, index) => [action, of[index] ?? "change"]),
              ),
            }),
      }),
    );
}

export function driftDocumentOf(material: PlanMaterial): fc.Arbitrary<DriftDocument> {
  return fc
    .tuple(planOf(material), fc.boolean())
    .map(([plan, showUrls]) => driftOf(plan, { showUrls }));
}
