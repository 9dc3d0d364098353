#!/usr/bin/env node
import { describeSystemFailure, type SystemFailure } from "./errors/system-failure.ts";
import { folderOfCode, openProgram } from "./load-program.ts";

/**
 * The entry. An old Node stops at syntax that it does not know, before anything can be printed, so
 * this file and what it imports are written in the syntax of Node 12, and all else is loaded after
 * the check.
 */
const needed = "20.19";

function isTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [neededMajor = 0, neededMinor = 0] = needed.split(".").map(Number);
  return major < neededMajor || (major === neededMajor && minor < neededMinor);
}

/** The one document on stdout where JSON is asked for, and a sentence for people on stderr. */
function fail({ code, message, help }: SystemFailure): void {
  process.exitCode = 1;
  process.stderr.write(`error ${code}: ${message}\n  help: ${help}\n`);
  if (!/--format[= ]json/.test(process.argv.join(" "))) return;
  const diagnostics = [{ severity: "error", code, message, help }];
  const summary = { errors: 1, warnings: 0 };
  const document = { format: "hookfleet.diagnostics/1", summary, diagnostics };
  process.stdout.write(`${JSON.stringify(document, undefined, 2)}\n`);
}

/** Runs the program, which is bundled apart from the entry. */
async function runProgram(): Promise<void> {
  const { load, keep } = openProgram(folderOfCode(process.env, process.argv[2]));
  const path = process.getBuiltinModule("path").join(import.meta.dirname, "../program/process.cjs");
  const running = (load(path) as typeof import("./process.ts")).runProcess();
  // Behind what the program does at its exit, which sets the code.
  process.on("exit", () => {
    if (process.exitCode !== 1) keep();
  });
  await running;
}

// All is done and written by now; to take itself apart takes Node longer than to stop.
process.on("beforeExit", () => process.exit());

/** What asks for nothing but the version, which needs nothing else of hookfleet. */
const asksForVersion =
  process.argv.length === 3 && /^(?:-v|-V|--version|version)$/.test(process.argv[2] || "");

if (isTooOld(process.versions.node))
  fail({
    code: "node-too-old",
    message: `hookfleet needs Node.js ${needed} or newer, and this is ${process.versions.node}`,
    help: "Install a newer Node.js from https://nodejs.org, or run a newer one of those on this machine.",
  });
else {
  (asksForVersion
    ? import("./package-file.ts").then(({ printVersion }) => {
        process.stdout.on("error", () => {
          process.exitCode = 1;
        });
        printVersion(process);
      })
    : runProgram()
  ).catch((error: unknown) => {
    fail(
      describeSystemFailure(error) || {
        code: "broken-installation",
        message: "hookfleet cannot be started",
        help: "Install it again: npm ci, or npm install --global hookfleet.",
      },
    );
  });
}
