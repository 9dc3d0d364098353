import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { loadConfig } from "../../src/config/load-config.ts";
import { finding, now } from "./support/load.ts";

const cwd = fileURLToPath(new URL("../../examples", import.meta.url));
const files = (await readdir(cwd)).filter((name) => /^(?:minimal|full|eclipse)\.yaml$/.test(name));

test("the examples are there", () => {
  expect(files).toHaveLength(3);
});

test.each(files)("%s is right", async (file) => {
  const { config, diagnostics } = await loadConfig({ paths: [file], cwd, now });
  expect(config?.digest).toMatch(/^sha256:/);
  const codes = diagnostics.map(finding).map((one) => one.replace(/@.*/, ""));
  expect(codes).toEqual(
    file === "eclipse.yaml"
      ? ["no-secret", "no-secret", "no-secret", "org-and-repo", "no-secret", "insecure-ssl"]
      : [],
  );
});
