import { realpathSync } from "node:fs";
import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadConfig } from "../../src/config/load-config.ts";
import { hasErrors } from "../../src/model/diagnostic.ts";
import { readingCases } from "./cases/reading-cases.ts";
import { finding, now } from "./support/load.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

describe("reading", () => {
  test.each(readingCases)("$title", async ({ disk, paths = [], policy, files, findings }) => {
    const cwd = await temporaryFolder(disk);
    const loaded = await loadConfig({ paths, cwd, policy, now });
    expect(loaded.diagnostics.map(finding)).toEqual(findings ?? []);
    expect(loaded.files).toEqual(files ?? []);
    expect(loaded.config === undefined).toBe(hasErrors(loaded.diagnostics));
  });

  test("links to files are followed, links to folders are not", async () => {
    const cwd = await temporaryFolder({ "a.yaml": "version: 1\n", "f/b.yaml": "version: 1\n" });
    await symlink(join(cwd, "a.yaml"), join(cwd, "f/link.yaml"));
    await symlink(cwd, join(cwd, "f/loop"));
    const loaded = await loadConfig({ paths: ["f"], cwd, now });
    expect(loaded.files).toEqual(["f/b.yaml", "f/link.yaml"]);
  });

  test("a device is not read", async () => {
    const cwd = await temporaryFolder({});
    const loaded = await loadConfig({ paths: ["/dev/zero"], cwd, now });
    expect(loaded.diagnostics.map(finding)).toEqual(["file-unreadable"]);
  });

  test("a device is not read by way of a link either", async () => {
    const cwd = await temporaryFolder({ "f/a.yaml": "version: 1\n" });
    await symlink("/dev/zero", join(cwd, "f/b.yaml"));
    const loaded = await loadConfig({ paths: ["f"], cwd, now });
    expect(loaded.diagnostics.map(finding)).toEqual(["file-unreadable"]);
    expect(loaded.config).toBeUndefined();
  });

  test("secrets' files are relative to the file that names them", async () => {
    const cwd = await temporaryFolder({
      "f/a.yaml": "version: 1\nsecrets: { s: { file: ../x } }\n",
    });
    const { config } = await loadConfig({ paths: ["f"], cwd, now });
    const path = join(cwd, "x");
    const real = join(realpathSync(cwd), "x");
    expect(config?.secrets.get("s")?.source).toEqual({ kind: "file", path, shown: "../x", real });
  });
});
