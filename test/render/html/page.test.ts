import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { filterScript } from "../../../src/render/html/filter-script.ts";
import { renderPage } from "../../../src/render/html/page.ts";

test("the hash of the script is that of its code: without it no browser runs the code", () => {
  const { code, sha256 } = filterScript;
  expect(sha256).toBe(createHash("sha256").update(code).digest("base64"));
  expect(code).not.toContain("</script");
});

test("a page lets nothing in but itself", () => {
  const html = renderPage({ title: "</title><b>", body: "", script: filterScript });
  expect(html).toContain("<title>&lt;/title&gt;&lt;b&gt;</title>");
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
  expect(policy?.split("; ")).toEqual([
    "default-src 'none'",
    "img-src data:",
    "style-src 'unsafe-inline'",
    `script-src 'sha256-${filterScript.sha256}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ]);
});
