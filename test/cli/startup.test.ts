import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const source = fileURLToPath(new URL("../../src", import.meta.url));

/** Every module that is loaded before a command runs. */
function loadedAtStart(path: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  const text = readFileSync(path, "utf8");
  const imports = text.matchAll(/^(?:import|export) (?!type )[^;]*?from "(\.[^"]+)";/gm);
  for (const [, target = ""] of imports) loadedAtStart(join(dirname(path), target), seen);
  return seen;
}

test("--version and --help load no layer that a command needs to do its work", () => {
  const modules = [...loadedAtStart(join(source, "cli/process.ts"))];
  const layers = new Set(modules.map((path) => relative(source, path).split("/")[0]));
  expect([...layers].toSorted()).toEqual(["cli", "documents", "model", "redact", "render"]);
  const commands = modules.filter((path) => path.includes("/cli/commands/"));
  for (const path of commands) expect(path).toMatch(/-commands\.ts$/);
});
