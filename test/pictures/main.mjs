// Draws the pictures of the README from what the real command line prints: `npm run pictures`, after
// a build. Needs a Chromium, which HOOKFLEET_CHROMIUM may name.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { createSimulator, serveSimulator } from "../../dist/simulator.js";
import { commentPage } from "./support/comment-page.mjs";
import { runCli } from "./support/run-cli.mjs";
import { takePicture } from "./support/take-picture.mjs";
import { terminalPage } from "./support/terminal-page.mjs";
import { base, head, seed, today } from "./world.mjs";

const target = fileURLToPath(new URL("../../examples/pictures/", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "hookfleet-pictures-"));
mkdirSync(target, { recursive: true });
mkdirSync(join(folder, "base"));
writeFileSync(join(folder, "base", "hookfleet.yaml"), base);
writeFileSync(join(folder, "hookfleet.yaml"), head);

const simulator = await serveSimulator(createSimulator(seed, { now: () => today }));
const printed = await runCli(["plan", "--quiet"], folder, simulator.url);
const saved = ["--out", "plan.md", "--out", "plan.html"];
const argv = ["plan", "--quiet", "--base", "base/hookfleet.yaml", ...saved];
await runCli(argv, folder, simulator.url);
await simulator.close();
// The simulator's port differs from run to run.
const read = (name) =>
  readFileSync(join(folder, name), "utf8")
    .replaceAll(/http:\/\/127\.0\.0\.1:\d+(?=\/)/g, "https://github.com")
    .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, "https://api.github.com");

const browser = await chromium.launch({
  executablePath: process.env.HOOKFLEET_CHROMIUM ?? "/usr/bin/chromium",
  args: [
    ...["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"],
    "--disable-lcd-text",
  ],
});
const pictures = [
  ["plan", terminalPage("hookfleet plan", printed), { width: 1000, height: 600, element: "main" }],
  ["comment", commentPage(read("plan.md")), { width: 890, height: 900, element: ".comment" }],
  ["page", read("plan.html"), { width: 900, height: 900 }],
];
for (const [name, html, options] of pictures) {
  const picture = await takePicture(browser, html, options);
  writeFileSync(join(target, `${name}.png`), picture);
  process.stdout.write(`${name}.png: ${Math.round(picture.length / 1024)} KiB\n`);
}
await browser.close();
rmSync(folder, { recursive: true });
