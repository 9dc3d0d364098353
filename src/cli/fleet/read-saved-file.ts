import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { HookfleetError } from "../../index.ts";
import { systemCode } from "../errors/system-failure.ts";
import type { Io } from "../io.ts";

const codes = {
  "plan file": "plan-unreadable",
  report: "report-unreadable",
  "drift report": "drift-unreadable",
} as const;

/** Reads a file that an earlier command wrote. */
export function readSavedFile(path: string, what: keyof typeof codes, io: Io): string {
  try {
    return readFileSync(resolve(io.cwd, path), "utf8");
  } catch (error) {
    const message = `the ${what} ${path} cannot be read: ${systemCode(error)}`;
    throw new HookfleetError(codes[what], message);
  }
}
