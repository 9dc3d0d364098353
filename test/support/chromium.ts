import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { afterAll } from "vitest";

const places = [
  process.env["HOOKFLEET_CHROMIUM"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

/** The browser of this machine; undefined where there is none, or where another is asked for. */
export const chromiumPath: string | undefined = places.find(
  (path) => path !== undefined && path !== "" && existsSync(path),
);

/** Why tests in a browser are skipped, to stand in their names. */
export const withoutChromium: string =
  chromiumPath === undefined ? " (skipped: no Chromium; set HOOKFLEET_CHROMIUM to one)" : "";

let opened: Promise<Browser> | undefined;

/** One browser for all tests of a file, closed behind the last of them. */
export function openChromium(): Promise<Browser> {
  if (opened !== undefined) return opened;
  opened = chromium.launch({
    ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  return opened;
}

afterAll(async () => {
  const browser = await opened;
  // The module may serve the next file, too.
  opened = undefined;
  await browser?.close();
});
