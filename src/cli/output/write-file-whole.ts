import { randomBytes } from "node:crypto";
import { existsSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { HookfleetError } from "../../index.ts";
import { systemCode } from "../errors/system-failure.ts";
import type { Io } from "../io.ts";

/** Writes a file whole or not at all: beside its place first, then by a rename. */
export function writeFileWhole(path: string, text: string, io: Io): void {
  const target = resolve(io.cwd, path);
  const draft = join(dirname(target), `.hookfleet-${randomBytes(6).toString("hex")}`);
  try {
    // A pipe or a device has readers that a rename would leave behind.
    if (existsSync(target) && !statSync(target).isFile()) writeFileSync(target, text);
    else {
      writeFileSync(draft, text, { flag: "wx" });
      renameSync(draft, target);
    }
  } catch (error) {
    if (existsSync(draft)) rmSync(draft);
    throw new HookfleetError("file-unwritable", `${path} cannot be written: ${systemCode(error)}`);
  }
}
