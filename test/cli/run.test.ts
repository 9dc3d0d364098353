import { Readable, Writable } from "node:stream";
import { expect, test } from "vitest";
import type { OutputStream, ProcessIo } from "../../src/cli/io.ts";
import { run } from "../../src/cli/run.ts";
import { leaksIn, planted } from "../support/planted.ts";

/** A process in which something breaks that nobody has foreseen, with secrets in its message. */
async function breakDown(...more: readonly string[]) {
  const said = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof said): OutputStream => ({
    stream: new Writable(),
    write: (text) => {
      said[name] += text;
    },
    isTTY: false,
    columns: undefined,
  });
  const broken: ProcessIo = {
    stdin: { stream: Readable.from([]), isTTY: false },
    stdout: stream("stdout"),
    stderr: stream("stderr"),
    environment: {},
    cwd: "/",
    now: () => {
      const url = `https://x:${planted.live}@h.example.com/${planted.live}`;
      const error = new TypeError(`Authorization: Bearer ${planted.token} was sent to ${url}`);
      throw Object.assign(error, { request: { headers: { authorization: planted.token } } });
    },
    sleep: async () => {},
    interrupted: new AbortController().signal,
  };
  const code = await run(["validate", ...more], broken);
  expect(leaksIn(`${said.stdout}${said.stderr}`)).toEqual([]);
  return { code, ...said };
}

test("a bug is told as one, without its stack and without secrets", async () => {
  const { code, stdout, stderr } = await breakDown();
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/^error internal: TypeError: Authorization: .*\[secret\]/);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test("--verbose adds the stack, still without secrets", async () => {
  const { code, stderr } = await breakDown("--verbose");
  expect(code).toBe(1);
  expect(stderr).toMatch(/^\s+at .*run\.test\.ts:\d+/m);
});

test("as JSON only its kind is told", async () => {
  const { code, stdout } = await breakDown("--format", "json");
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    diagnostics: [{ code: "internal", message: "an unexpected TypeError: this is a bug" }],
  });
});
