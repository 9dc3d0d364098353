import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { HookfleetError } from "../../index.ts";
import { systemCode } from "../errors/system-code.ts";
import type { Io } from "../io.ts";

/** Reads a file that an earlier command wrote. */
export function readSavedFile(path: string, what: "report" | "drift report", io: Io): string {
  try {
    return readFileSync(resolve(io.cwd, path), "utf8");
  } catch (error) {
    const code = what === "report" ? "report-unreadable" : "drift-unreadable";
    const message = `the ${what} ${path} cannot be read: ${systemCode(error)}`;
    throw new HookfleetError(code, message);
  }
}
