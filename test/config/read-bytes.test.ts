import { spawnSync } from "node:child_process";
import { appendFile, open } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readBytes } from "../../src/config/read-bytes.ts";
import { readSecret } from "../../src/config/read-secret.ts";
import { loadConfig } from "../../src/index.ts";
import { startCli } from "../support/spawn-cli.ts";
import { now } from "./support/load.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const makePipe = (path: string): unknown =>
  spawnSync("bash", ["--norc", "-c", 'mkfifo "$0"', path]);
const hasPipes = spawnSync("bash", ["--norc", "-c", "type mkfifo"]).status === 0;

describe("nothing blocks", () => {
  test.runIf(hasPipes)("a pipe is no secret, whether it has a writer or not", async () => {
    const path = join(await temporaryFolder({}), "pipe");
    makePipe(path);
    const reading = readSecret({ kind: "file", path, shown: "pipe" }, {});
    await expect(reading).rejects.toMatchObject({ code: "secret-file-not-regular" });
  });

  test.each(["/dev/zero", "/dev/tty", "/proc/kmsg", "/proc/self/pagemap", "/dev/watchdog"])(
    "%s",
    async (path) => {
      const reading = readSecret({ kind: "file", path, shown: "s" }, {});
      await expect(reading).rejects.toMatchObject({ code: expect.stringMatching(/^secret-/) });
    },
  );

  test.runIf(hasPipes)("a configuration may be a pipe, and a wait for it ends", async () => {
    const cwd = await temporaryFolder({});
    makePipe(join(cwd, "pipe"));
    const interrupted = new AbortController();
    const waiting = loadConfig({ paths: ["pipe"], cwd, now, signal: interrupted.signal });
    interrupted.abort();
    await expect(waiting).rejects.toMatchObject({ code: "interrupted" });
    const read = readBytes(join(cwd, "pipe"), { limit: 9, pipes: true, patience: 0 });
    expect(await read).toEqual({ refused: "no-writer" });
  });

  test.runIf(hasPipes)(
    "what is written to a pipe is read to its end, up to the limit",
    async () => {
      const path = join(await temporaryFolder({}), "pipe");
      makePipe(path);
      const text = "a".repeat(200_000);
      for (const limit of [text.length, text.length - 1]) {
        const reading = readBytes(path, { limit, pipes: true, patience: 60_000 });
        await appendFile(path, text).catch(() => {});
        const { bytes, refused } = await reading;
        expect([bytes?.length, refused]).toEqual(
          limit === text.length ? [limit, undefined] : [undefined, "too-large"],
        );
      }
    },
  );

  test.runIf(hasPipes).each([["validate", "-f"], ["apply"], ["merge"], ["simulate", "--seed"]])(
    "an interrupt ends the wait for a pipe: %s",
    async (...argv) => {
      const cwd = await temporaryFolder({});
      makePipe(join(cwd, "pipe"));
      const environment = { GITHUB_TOKEN: "t" };
      const running = startCli([...argv, "pipe"], { cwd, environment });
      // Opens as soon as the pipe is read at the other end, and then writes nothing.
      const writer = await open(join(cwd, "pipe"), "w");
      running.process.kill("SIGINT");
      expect(await running.ended).toMatchObject({ code: 130, stdout: "" });
      await writer.close();
    },
  );
});
