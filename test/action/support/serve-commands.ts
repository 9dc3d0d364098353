import { appendFileSync, readFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { resolve } from "node:path";
import { Readable } from "node:stream";
import { runInNewContext } from "node:vm";
import { onTestFinished } from "vitest";
import { run } from "../../../src/cli/run.ts";
import type { Clock } from "../../../src/model/clock.ts";
import { captured, type Environment } from "../../support/run-cli.ts";
import { mainPath } from "../../support/spawn-cli.ts";

interface Call {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly environment: Environment;
}

/** What is printed, and the exit code. */
interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What the script below sends, each part closed by a zero; undefined while some of it is missing. */
function parseCall(text: string): Call | undefined {
  const end = text.indexOf("\0\0end\0");
  if (end < 0) return undefined;
  const [cwd = "", count = "", ...parts] = text.slice(0, end).split("\0");
  const variables = parts.slice(Number(count)).map((part) => {
    const equals = part.indexOf("=");
    return [part.slice(0, equals), part.slice(equals + 1)];
  });
  return { cwd, argv: parts.slice(0, Number(count)), environment: Object.fromEntries(variables) };
}

/** hookfleet, behind `-- dist/cli/main.js`. */
async function runCommand({ argv, cwd, environment }: Call, clock: Clock): Promise<Answer> {
  const stdout = captured(false, undefined);
  const stderr = captured(false, undefined);
  const stdin = { stream: Readable.from([]), isTTY: false };
  const interrupted = new AbortController().signal;
  const io = { ...clock, stdin, stdout, stderr, environment, cwd, interrupted };
  const code = await run(argv.slice(2), io);
  return { code, stdout: stdout.text, stderr: stderr.text };
}

/**
 * Code behind `--eval` or `--print`, with as much of Node as the action and the workflows use; what is
 * beyond that throws. A module is one where a function can be: what it imports is given to it.
 */
async function runCode({ argv, cwd, environment }: Call): Promise<Answer> {
  const isModule = argv[0] === "--input-type=module";
  const [option, code = "", ...rest] = isModule ? argv.slice(1) : argv;
  const answer = { code: 0, stdout: "", stderr: "" };
  const exit = (exitCode: number): never => {
    answer.code = exitCode;
    throw exit;
  };
  const fs = {
    appendFileSync,
    readFileSync: (path: string, encoding: BufferEncoding) =>
      readFileSync(resolve(cwd, path), encoding),
  };
  const log = (text: string): void => {
    answer.stdout += `${text}\n`;
  };
  const { execPath, versions } = process;
  const context = {
    process: { argv: [execPath, ...rest], env: { ...environment }, exit, versions },
    require: (name: string) => ({ fs })[name],
    console: { log },
    fetch,
    fs,
  };
  const body = code.replace(/^ *import (\{.*\}) from "node:fs";$/m, "const $1 = fs;");
  try {
    const value = await runInNewContext(
      isModule ? `(async () => {"use strict";${body}\n})()` : code,
      context,
    );
    if (option === "--print") log(value);
  } catch (error) {
    if (error !== exit) Object.assign(answer, { code: 1, stderr: `${error}\n` });
  }
  return answer;
}

async function answerCall(call: Call, clock: Clock): Promise<Buffer> {
  const answer = call.argv[0] === "--" ? await runCommand(call, clock) : await runCode(call);
  const [out, err] = [Buffer.from(answer.stdout), Buffer.from(answer.stderr)];
  return Buffer.concat([Buffer.from(`${answer.code} ${out.length} ${err.length}\n`), out, err]);
}

/**
 * A script to stand for `node`: hookfleet and code given by argument or stdin run in this process, where they
 * need a tenth of the time and know the clock of the test. All else is Node's.
 */
export async function serveCommands(clock: Clock): Promise<string> {
  const server = createServer((socket) => {
    let text = "";
    let isCalled = false;
    socket.setEncoding("utf8").on("data", (part: string) => {
      text += part;
      const call = isCalled ? undefined : parseCall(text);
      if (call === undefined) return;
      isCalled = true;
      answerCall(call, clock).then(
        (answer) => socket.end(answer),
        () => socket.destroy(),
      );
    });
    // A script that was killed wants no answer.
    socket.on("error", () => socket.destroy());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return `#!/usr/bin/env bash
case "$1" in
  --eval | --print) ;;
  --input-type=module) [ $# != 1 ] || set -- "$1" --eval "$(cat)" ;;
  --) [ "$2" -ef '${mainPath}' ] || exec '${process.execPath}' "$@" ;;
  *) exec '${process.execPath}' "$@" ;;
esac
exec 3<> /dev/tcp/127.0.0.1/${port} || exit 70
{ printf '%s\\0' "$PWD" $# "$@"; env -0; printf '\\0end\\0'; } >&3
read -r code out err <&3 || exit 70
head -c "$out" <&3
head -c "$err" <&3 >&2
exit "$code"
`;
}
