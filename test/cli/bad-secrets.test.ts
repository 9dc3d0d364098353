import { describe, expect, test } from "vitest";
import { exampleActions } from "../support/example-fleet.ts";
import { planted } from "../support/planted.ts";
import { enterStage, type StageOptions } from "../support/run-cli.ts";

/** A value that is not to be seen either, although it is no good. */
const bad = "Pl4nt3d-but-bad";

describe("a secret from the environment that is", () => {
  test.each<[what: string, value: string | undefined, code: string]>([
    ["not set", undefined, "secret-unset"],
    ["empty", "", "secret-blank"],
    ["blank", " \t ", "secret-blank"],
    ["padded in front", ` ${bad}`, "secret-padded"],
    ["padded behind", `${bad}\n`, "secret-padded"],
    ["GitHub's mask", "********", "secret-mask"],
  ])("%s", async (_, value, code) => {
    const { run } = await enterStage({ environment: { CI_SECRET: value } });
    expect(await run(["plan"]), "a plan needs no values").toMatchObject({ code: 0, writes: [] });
    const { code: exit, stderr, writes } = await run(["apply", "--auto-approve"]);
    expect(stderr.match(/error [a-z-]+:/g)).toEqual([`error ${code}:`]);
    expect({ exit, writes }).toEqual({ exit: 1, writes: [] });
  });
});

describe("a secret from a file that is", () => {
  test.each<[what: string, content: string | Uint8Array | undefined, code: string]>([
    ["missing", undefined, "secret-file-missing"],
    ["empty", "", "secret-blank"],
    ["a line break", "\n", "secret-blank"],
    ["padded", `${bad} \n`, "secret-padded"],
    ["two line breaks too long", `${bad}\n\n`, "secret-padded"],
    ["GitHub's mask", "********\n", "secret-mask"],
    ["binary", new Uint8Array([0xff, 0xfe, 0x00]), "secret-not-text"],
    ["larger than 64 KiB", bad.repeat(5_000), "secret-file-too-large"],
  ])("%s", async (_, content, code) => {
    const { run } = await enterStage({ files: { "secrets/audit": content } });
    expect(await run(["plan"]), "a plan needs no values").toMatchObject({ code: 0, writes: [] });
    const { code: exit, stderr, writes } = await run(["apply", "--auto-approve"]);
    expect(stderr.match(/error [a-z-]+:/g)).toEqual([`error ${code}:`]);
    expect({ exit, writes }).toEqual({ exit: 1, writes: [] });
  });

  test.each<[what: string, files: StageOptions["files"], code: string]>([
    ["a folder", { "secrets/audit": undefined, "secrets/audit/x": "" }, "secret-file-not-regular"],
    ["below a file", { "secrets/audit": undefined, secrets: "" }, "secret-file-missing"],
  ])("%s", async (_, files, code) => {
    const { run } = await enterStage({ files });
    const { code: exit, stderr, writes } = await run(["apply", "--auto-approve"]);
    expect(stderr.match(/error [a-z-]+:/g)).toEqual([`error ${code}:`]);
    expect({ exit, writes }).toEqual({ exit: 1, writes: [] });
  });

  test.each([
    ["ends with a line break", `${planted.file}\n`],
    ["ends with one of Windows", `${planted.file}\r\n`],
    ["ends without", planted.file],
  ])("fine, and %s", async (_, content) => {
    const { run, simulator } = await enterStage({ files: { "secrets/audit": content } });
    const { code, writes } = await run(["apply", "--auto-approve"]);
    expect({ code, writes: writes.length }).toEqual({ code: 0, writes: exampleActions });
    expect(simulator.hooks("acme")[0]?.config.secret).toBe(planted.file);
  });
});

test("every secret that is missing is told at once", async () => {
  const { run } = await enterStage({
    environment: { CI_SECRET: undefined },
    files: { "secrets/audit": undefined },
  });
  const { code, stdout, writes } = await run(["apply", "--auto-approve", "--format", "json"]);
  expect({ code, writes }).toEqual({ code: 1, writes: [] });
  expect(JSON.parse(stdout)).toMatchObject({
    format: "hookfleet.report/1",
    summary: { applied: 0, failed: 0, not_attempted: exampleActions },
  });
  const { stderr } = await run(["apply", "--auto-approve"]);
  expect(stderr.match(/error [a-z-]+:/g)).toEqual([
    "error secret-file-missing:",
    "error secret-unset:",
  ]);
});

describe("a URL from the environment that is", () => {
  test.each<[what: string, value: string | undefined, code: string]>([
    ["not set", undefined, "url-unset"],
    ["blank", " ", "url-blank"],
    ["no URL", bad, "url-invalid"],
    ["of another scheme", `ftp://${bad}.example.com/`, "url-invalid"],
  ])("%s makes its scope unreadable", async (_, value, code) => {
    const { run, simulator } = await enterStage({ environment: { HOOK_URL: value } });
    const planned = await run(["plan", "--format", "json"]);
    expect(planned).toMatchObject({ code: 1, writes: [] });
    expect(JSON.parse(planned.stdout)).toMatchObject({
      complete: false,
      diagnostics: [{ severity: "error", code, scope: "acme/api" }],
      scopes: [{ scope: "acme" }],
    });
    const { code: exit, stderr, writes } = await run(["apply", "--auto-approve"]);
    expect({ exit, writes }).toEqual({ exit: 1, writes: [] });
    expect(stderr.match(/error [a-z-]+:/g)).toEqual(["error plan-incomplete:"]);

    const rest = await run(["apply", "--auto-approve", "--allow-incomplete"]);
    expect(rest.code, "what could not be seen is still a failure").toBe(1);
    expect(rest.writes.map(({ path }) => path)).toEqual(["/orgs/acme/hooks"]);
    expect(simulator.hooks("acme")).toHaveLength(1);
  });
});
