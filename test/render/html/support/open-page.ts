import type { BrowserContextOptions, Page } from "playwright-core";
import { onTestFinished } from "vitest";
import { openChromium } from "../../../support/chromium.ts";

/** A page in the browser, and everything it did that it should not. */
export interface OpenPage {
  readonly page: Page;
  readonly trouble: readonly string[];
}

/** Shows HTML as a file would, until the test is over. */
export async function openPage(
  html: string,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const browser = await openChromium();
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 }, ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const trouble: string[] = [];
  page.on("console", (message) => trouble.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => trouble.push(`error: ${error.message}`));
  page.on("request", (request) => trouble.push(`request: ${request.url().slice(0, 100)}`));
  await page.setContent(html);
  return { page, trouble };
}
