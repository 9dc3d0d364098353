import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadConfig } from "../../../src/config/load-config.ts";
import { type LoadBaseOptions, loadBase } from "../../../src/config/review/load-base.ts";
import { now } from "../support/load.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const one = (host: string, secret = "{ file: s/x }") =>
  `version: 1\norganizations:\n  acme:\n    hooks: [{ url: "https://${host}/", events: [push], content_type: json, secret: ${secret} }]\n`;

type Files = Readonly<Record<string, string>>;

async function load(files: Files, options: Partial<LoadBaseOptions>) {
  const cwd = join(await temporaryFolder(files), "head");
  const loaded = await loadBase({ paths: [], base: ["../base"], cwd, now, ...options });
  const hooks = loaded.config?.owners.flatMap(({ own }) => own?.hooks ?? []) ?? [];
  return {
    loaded,
    cwd,
    files: hooks.map(({ position }) => position.file),
    codes: loaded.diagnostics.map(({ code }) => code),
  };
}

const keep: Files = { "head/keep.txt": "" };
const policy = 'version: 1\nprotect: ["**"]\n';

describe("where a base is", () => {
  test.each<[string, Files, Partial<LoadBaseOptions>, readonly string[]]>([
    ["a checkout", { "base/hookfleet.yaml": one("a") }, {}, ["hookfleet.yaml"]],
    ["the other default name", { "base/hookfleet.yml": one("a") }, {}, ["hookfleet.yml"]],
    ["a file", { "base/old.yaml": one("a") }, { base: ["../base/old.yaml"] }, ["hookfleet.yaml"]],
    [
      "a file for a file",
      { "base/old.yaml": one("a") },
      { base: ["../base/old.yaml"], paths: ["a/b.yaml"] },
      ["a/b.yaml"],
    ],
    [
      "a folder for a folder",
      { "head/c/x.yaml": one("z"), "base/y/z.yaml": one("a") },
      { paths: ["c"] },
      ["c/y/z.yaml"],
    ],
    [
      "a folder in a checkout",
      { "head/c/x.yaml": one("z"), "base/c/z.yaml": one("a"), "base/other.yaml": "-" },
      { paths: ["./c"] },
      ["c/z.yaml"],
    ],
    [
      "several files in a checkout, one of them new",
      { "base/a.yaml": one("a"), "base/c.yaml": one("c") },
      { paths: ["a.yaml", "b.yaml", "c.yaml"] },
      ["a.yaml", "c.yaml"],
    ],
    [
      "several bases for as many files",
      { "base/1.yaml": one("a"), "base/2.yaml": one("b") },
      { paths: ["x.yaml", "y.yaml"], base: ["../base/1.yaml", "../base/2.yaml"] },
      ["x.yaml", "y.yaml"],
    ],
  ])("%s", async (_, files, options, expected) => {
    const { files: found, codes } = await load({ ...keep, ...files }, options);
    expect([found.toSorted(), codes]).toEqual([expected, []]);
  });

  test("the same content means the same as in the change, secrets in files included", async () => {
    const files = { "head/hookfleet.yaml": one("a"), "base/hookfleet.yaml": one("a") };
    const { loaded, cwd } = await load(files, {});
    const head = await loadConfig({ paths: [], cwd, now });
    expect(loaded.config?.digest).toBe(head.config?.digest);
    const secrets = [loaded.config, head.config].map(
      (config) => config?.owners[0]?.own?.hooks[0]?.secret,
    );
    expect(secrets[0]).toEqual(secrets[1]);
  });

  test.each<[string, Files, Partial<LoadBaseOptions>]>([
    ["/dev/null", {}, { base: ["/dev/null"] }],
    ["an empty folder", { "base/readme.txt": "" }, {}],
    ["a checkout without the file", { "base/compose.yaml": "services: {}" }, {}],
    [
      "an empty folder for a folder",
      { "head/c/x.yaml": one("a"), "base/x.txt": "" },
      { paths: ["c"] },
    ],
  ])("%s is a base without anything", async (_, files, options) => {
    const { loaded, codes } = await load({ ...keep, ...files }, options);
    expect([loaded.config?.owners, codes]).toEqual([[], ["base-empty"]]);
  });

  test("a path that is not there is an error", async () => {
    await expect(load(keep, {})).rejects.toMatchObject({ code: "base-missing" });
  });

  test.each([
    ["broken", "version: 1\norganizations: [\n", "yaml-syntax"],
    ["empty", "", "empty-file"],
    ["wrong", "version: 2\n", "unsupported-version"],
  ])("a base that is %s cannot be compared with, and shows its own path", async (_, text, code) => {
    const { loaded, codes } = await load({ ...keep, "base/hookfleet.yaml": text }, {});
    expect([loaded.config, codes]).toEqual([undefined, ["base-unreadable", code]]);
    expect(loaded.diagnostics[1]?.position?.file).toBe("../base/hookfleet.yaml");
  });
});

describe("the policy of a base", () => {
  const files = { ...keep, "base/hookfleet.yaml": one("a"), "head/policy.yaml": policy };

  test.each<[string, Files, Partial<LoadBaseOptions>, number, readonly string[]]>([
    ["in a checkout", { "base/policy.yaml": policy }, {}, 1, []],
    ["that is new", {}, {}, 0, ["base-without-policy"]],
    [
      "named by itself",
      { "base/p.yaml": policy },
      { base: ["../base/hookfleet.yaml"], basePolicy: "../base/p.yaml" },
      1,
      [],
    ],
    [
      "outside of what changes",
      { "org/policy.yaml": policy },
      { base: ["../base/hookfleet.yaml"], policy: "../org/policy.yaml" },
      1,
      [],
    ],
  ])("%s", async (_, more, options, protect, expected) => {
    const { loaded, codes } = await load(
      { ...files, ...more },
      { policy: "policy.yaml", ...options },
    );
    expect([loaded.config?.protect.length, codes]).toEqual([protect, expected]);
  });

  test("that nobody knows is asked for", async () => {
    const options = { policy: "policy.yaml", base: ["../base/hookfleet.yaml"] };
    await expect(load(files, options)).rejects.toMatchObject({ code: "base-policy-needed" });
  });
});
