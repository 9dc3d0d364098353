import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished } from "vitest";
import { leaksIn } from "./planted.ts";

/** The command as `npm ci` installs it. */
export const mainPath: string = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

export interface Ended {
  /** undefined where a signal ended it that it did not handle. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly process: ChildProcessWithoutNullStreams;
  /** Resolves when stdout or stderr has held such a text. */
  readonly said: (pattern: RegExp) => Promise<string>;
  readonly ended: Promise<Ended>;
}

export interface SpawnOptions {
  readonly cwd?: string;
  /** All there is but for PATH. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** Starts a process; the test's end is its end, too, and what it prints is searched for secrets. */
export function start(
  command: string,
  argv: readonly string[],
  { cwd = process.cwd(), environment = {} }: SpawnOptions = {},
): Running {
  const env = { PATH: process.env["PATH"], ...environment };
  const child = spawn(command, argv, { cwd, env, stdio: "pipe" });
  onTestFinished(() => void child.kill("SIGKILL"));
  const texts = { stdout: "", stderr: "" };
  const listeners = new Set<() => void>();
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (text: string) => {
      texts[name] += text;
      for (const listener of listeners) listener();
    });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? undefined, ...texts }));
  }).then((outcome) => {
    expect(leaksIn(`${texts.stdout}${texts.stderr}`)).toEqual([]);
    return outcome;
  });
  return {
    process: child,
    ended,
    said: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = pattern.exec(`${texts.stdout}${texts.stderr}`)?.[0];
          if (found === undefined) return;
          listeners.delete(look);
          resolve(found);
        };
        listeners.add(look);
        look();
        ended.then(
          () => reject(new Error(`ended without ${pattern}:\n${texts.stdout}${texts.stderr}`)),
          reject,
        );
      }),
  };
}

/** Starts hookfleet itself. */
export function startCli(argv: readonly string[], options: SpawnOptions = {}): Running {
  return start(process.execPath, [mainPath, ...argv], options);
}
