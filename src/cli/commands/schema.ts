import { readFileSync } from "node:fs";
import { exitCodes } from "../exit-codes.ts";
import type { Io } from "../io.ts";

export function schema(io: Io): number {
  const file = new URL("../../../schemas/hookfleet.schema.json", import.meta.url);
  io.stdout.write(readFileSync(file, "utf8"));
  return exitCodes.ok;
}
