import { readFileSync } from "node:fs";
import { exitCodes } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { packageFile } from "../package-file.ts";

export function schema(io: Io): number {
  io.stdout.write(readFileSync(packageFile("schemas/hookfleet.schema.json"), "utf8"));
  return exitCodes.ok;
}
