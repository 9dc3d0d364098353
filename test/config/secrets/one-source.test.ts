import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { desiredState } from "../../../src/config/desired-state.ts";
import { loadConfig } from "../../../src/config/load-config.ts";
import { createLinkResolver } from "../../../src/config/read.ts";
import { variableName } from "../../../src/config/secrets/resolve-secrets.ts";
import { now } from "../support/load.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** An entry whose secret may go to one host, and hooks that have the same source by other words. */
const fileWith = (sources: readonly string[], file = "secrets/audit"): string => `version: 1
secrets:
  audit: { file: ${JSON.stringify(file)}, hosts: [a.example.com], rotated_at: 2026-04-14T15:00:00Z }
organizations:
  acme:
    hooks:
${sources
  .map(
    (source, index) =>
      `      - { url: "https://${index}.example.com/", events: [push], content_type: json, secret: { file: ${JSON.stringify(source)} } }\n`,
  )
  .join("")}`;

async function findings(cwd: string, text: string): Promise<readonly string[]> {
  writeFileSync(join(cwd, "hookfleet.yaml"), text);
  const { diagnostics } = await loadConfig({ paths: [], cwd, now });
  return diagnostics.map(({ code, position }) => `${code}@${position?.line}`);
}

describe("a file is one secret by every way that leads to it", () => {
  test.each([true, false])("whether it is there (%s) or only will be", async (isThere) => {
    const cwd = await temporaryFolder({ "secrets/": "", ...(isThere && { "secrets/audit": "x" }) });
    mkdirSync(join(cwd, "deep"));
    symlinkSync("secrets", join(cwd, "folder"));
    symlinkSync("../secrets/audit", join(cwd, "deep", "link"));
    symlinkSync("deep/link", join(cwd, "chain"));
    symlinkSync(join(cwd, "folder", "audit"), join(cwd, "absolute"));
    symlinkSync("loop", join(cwd, "loop"));
    const same = [
      ...["secrets/audit", "./secrets/audit", "secrets//audit", "deep/../secrets/audit"],
      ...["folder/audit", "deep/link", "chain", "absolute", join(cwd, "secrets/audit")],
      ...[join(cwd, "folder/../secrets/./audit"), `${join(cwd, "folder")}//audit`],
    ];
    const others = ["secrets/audit2", "audit", "loop", "deep/secrets/audit", "loop/audit"];
    const outside = same.map((_, index) => `secret-outside-hosts@${index + 7}`);
    expect(await findings(cwd, fileWith([...same, ...others]))).toEqual(outside);
    // The entry may be the one that goes by a link.
    expect(await findings(cwd, fileWith([...same, ...others], "chain"))).toEqual(outside);
  });

  test("also where links end in nothing, or in themselves", async () => {
    const cwd = await temporaryFolder({});
    symlinkSync("gone/away", join(cwd, "a"));
    symlinkSync("a/b", join(cwd, "c"));
    symlinkSync("y", join(cwd, "x"));
    symlinkSync("x", join(cwd, "y"));
    const resolveLinks = createLinkResolver();
    const real = resolveLinks(cwd);
    expect(resolveLinks(join(cwd, "c", "d"))).toBe(join(real, "gone/away/b/d"));
    expect(() => resolveLinks(join(cwd, "x", "z"))).not.toThrow();
    const steps = fc.constantFrom("a", "c", "x", "y", "s", ".", "..", "gone");
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 6 }), (path) => {
        const found = createLinkResolver()(join(cwd, ...path));
        expect(createLinkResolver()(found)).toBe(found);
      }),
    );
  });
});

test("what an entry says holds for every hook of its source", async () => {
  const cwd = await temporaryFolder({});
  const hook = (path: string, secret: string): string =>
    `      - { url: "https://a.example.com/${path}", events: [push], content_type: json, secret: ${secret} }\n`;
  const text = `version: 1
secrets:
  b: { env: S }
  s: { env: S, hosts: [a.example.com], rotated_at: 2026-04-14T15:00:00Z }
organizations:
  acme:
    hooks:
${hook("1", "b")}${hook("2", "s")}${hook("3", "{ env: S }")}${hook("4", "{ env: T }")}`;
  writeFileSync(join(cwd, "hookfleet.yaml"), text);
  const { config } = await loadConfig({ paths: [], cwd, now });
  if (config === undefined) throw new Error("the file is fine");
  const input = { repositories: new Map(), targets: [], environment: {} };
  const { hooks = [] } = desiredState(config, input).state.scopes[0] ?? {};
  const shared = { hosts: ["a.example.com"], rotatedAt: Date.parse("2026-04-14T15:00:00Z") };
  expect(hooks.map(({ secret }) => secret.kind === "managed" && secret.secret)).toMatchObject([
    { ref: "b", ...shared },
    { ref: "s", ...shared },
    { ref: "env:S", ...shared },
    { ref: "env:T", hosts: undefined, rotatedAt: undefined },
  ]);
});

test("Windows does not tell capitals of variables apart, other systems do", () => {
  expect(variableName("Ci_Secret", "win32")).toBe("CI_SECRET");
  expect(variableName("Ci_Secret", "linux")).toBe("Ci_Secret");
});
