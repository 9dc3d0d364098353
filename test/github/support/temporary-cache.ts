import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";

const made: string[] = [];

afterEach(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true });
});

/** A folder for a cache that is gone after the test. */
export function temporaryCache(): string {
  const directory = mkdtempSync(join(tmpdir(), "hookfleet-cache-"));
  made.push(directory);
  return directory;
}

/** Where the entries of a cache lie. */
export function entriesOf(directory: string): readonly string[] {
  const folder = join(directory, "hookfleet-v1");
  return readdirSync(folder)
    .filter((name) => /^[0-9a-f]{64}$/.test(name))
    .toSorted()
    .map((name) => join(folder, name));
}
