import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Readable, Writable } from "node:stream";
import { expect, onTestFinished } from "vitest";
import type { OutputStream, ProcessIo } from "../../src/cli/io.ts";
import { run } from "../../src/cli/run.ts";
import type { Clock } from "../../src/model/clock.ts";
import { createSimulator } from "../../src/simulator/create-simulator.ts";
import { serveSimulator } from "../../src/simulator/serve-simulator.ts";
import type {
  RecordedRequest,
  Simulator,
  SimulatorOptions,
} from "../../src/simulator/simulator.ts";
import { exampleEnvironment, exampleFiles, exampleSeed } from "./example-fleet.ts";
import { leaksIn } from "./planted.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface StageOptions {
  /** Over those of the example; undefined = not there. */
  readonly files?: Readonly<Record<string, string | Uint8Array | undefined>> | undefined;
  /** In place of the example's. */
  readonly seed?: unknown;
  /** Over that of the example. */
  readonly environment?: Environment;
  readonly simulator?: SimulatorOptions;
  /** For hookfleet and GitHub alike. By default the machine's, but that nobody waits. */
  readonly clock?: Clock;
  /** Stands between the command line and the simulator. */
  readonly between?: (request: Request, handle: Simulator["handle"]) => Promise<Response>;
}

export interface RunOptions {
  /** Which streams are terminals. */
  readonly terminal?: readonly ("stdin" | "stdout" | "stderr")[] | undefined;
  readonly columns?: number;
  /** What is typed. */
  readonly input?: string | Readable;
  /** Over that of the stage. */
  readonly environment?: Environment;
  readonly interrupted?: AbortSignal;
}

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Requests of this run that would change something on GitHub. */
  readonly writes: readonly RecordedRequest[];
}

export interface Stage {
  readonly folder: string;
  readonly url: string;
  readonly simulator: Simulator;
  /** Runs a command line; what it prints and saves is searched for secrets each time. */
  readonly run: (argv: readonly string[], options?: RunOptions) => Promise<Outcome>;
  readonly write: (name: string, content: string | Uint8Array) => void;
  readonly read: (name: string) => string;
}

/** The machine's time, and a sleep that is over at once moves it on. */
export function hurriedClock(): Clock {
  let ahead = 0;
  const now = (): number => Date.now() + ahead;
  return {
    now,
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      const until = now() + milliseconds;
      await new Promise((resolve) => setImmediate(resolve));
      ahead = Math.max(ahead, until - Date.now());
    },
  };
}

export function captured(
  isTTY: boolean,
  columns: number | undefined,
): OutputStream & { text: string } {
  const stream = new Writable({ write: (_chunk, _encoding, done) => done() });
  const output = {
    stream,
    text: "",
    write: (text: string): void => {
      output.text += text;
    },
    isTTY,
    columns: isTTY ? columns : undefined,
  };
  return output;
}

/** What holds for every run, whatever it is about. */
function expectDecent(argv: readonly string[], { stdout, stderr }: Outcome, coloured: boolean) {
  const said = `${stdout}\n${stderr}`;
  expect(leaksIn(said, { showUrls: argv.includes("--show-urls") })).toEqual([]);
  expect(said).not.toMatch(/error internal|^\s+at .+:\d+:\d+/m);
  if (!coloured) expect(said).not.toContain("\u001b");
  if (argv.join(" ").includes("--format json")) {
    expect(() => JSON.parse(stdout)).not.toThrow();
    expect(stdout.endsWith("}\n")).toBe(true);
  }
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** A folder with files, and a simulator in place of GitHub, for as long as the test lasts. */
export async function enterStage(options: StageOptions = {}): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), "hookfleet-cli-"));
  const write = (name: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  };
  for (const [name, content] of Object.entries({ ...exampleFiles, ...options.files }))
    if (content !== undefined) write(name, content);
  const { clock = hurriedClock() } = options;
  const simulator = createSimulator(options.seed ?? exampleSeed, {
    now: clock.now,
    ...options.simulator,
  });
  const { between } = options;
  const { handle } = simulator;
  const server = await serveSimulator({
    handle: between === undefined ? handle : (request) => between(request, handle),
  });
  onTestFinished(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const base = { ...exampleEnvironment, GITHUB_API_URL: server.url, ...options.environment };

  const runOne: Stage["run"] = async (
    argv,
    { terminal = [], columns, input = "", ...rest } = {},
  ) => {
    const stdout = captured(terminal.includes("stdout"), columns);
    const stderr = captured(terminal.includes("stderr"), columns);
    const environment: Environment = { ...base, ...rest.environment };
    const io: ProcessIo = {
      stdin: {
        stream: typeof input === "string" ? Readable.from([input]) : input,
        isTTY: terminal.includes("stdin"),
      },
      stdout,
      stderr,
      environment,
      cwd: folder,
      ...clock,
      interrupted: rest.interrupted ?? new AbortController().signal,
    };
    const before = simulator.requests.length;
    const textOf = (path: string): string => readFileSync(path, "utf8");
    const known = new Map(filesBelow(folder).map((path) => [path, textOf(path)]));
    const code = await run(argv, io);
    const writes = simulator.requests.slice(before).filter(({ method }) => method !== "GET");
    const outcome = { code, stdout: stdout.text, stderr: stderr.text, writes };
    const forced = environment["FORCE_COLOR"] !== undefined;
    expectDecent(argv, outcome, forced || stdout.isTTY || stderr.isTTY);
    for (const path of filesBelow(folder))
      if (known.get(path) !== textOf(path)) expect(leaksIn(textOf(path))).toEqual([]);
    return outcome;
  };
  return {
    folder,
    url: server.url,
    simulator,
    run: runOne,
    write,
    read: (name) => readFileSync(join(folder, name), "utf8"),
  };
}
