import { resolve } from "node:path";
import { HookfleetError, readBytes } from "../../index.ts";
import { systemCode } from "../errors/system-failure.ts";
import type { Io } from "../io.ts";

const codes = {
  "plan file": "plan-unreadable",
  report: "report-unreadable",
  "drift report": "drift-unreadable",
  "seed file": "seed-unreadable",
} as const;

const reasons = {
  "not-regular": "it is neither a file nor a pipe",
  "no-writer": "it is a pipe that nothing is written to",
  "too-large": "it is larger than 1 GiB",
} as const;

/**
 * Reads a text file that the command line names, or a pipe.
 *
 * @throws HookfleetError with the code of what was to be read
 */
export async function readSavedFile(
  path: string,
  what: keyof typeof codes,
  io: Io,
): Promise<string> {
  const message = `the ${what} ${path} cannot be read`;
  try {
    const { bytes, refused } = await readBytes(resolve(io.cwd, path), {
      limit: 2 ** 30,
      pipes: true,
      signal: io.interrupted,
    });
    if (refused === undefined) return new TextDecoder().decode(bytes);
    throw new HookfleetError(codes[what], `${message}: ${reasons[refused]}`);
  } catch (error) {
    if (error instanceof HookfleetError) throw error;
    throw new HookfleetError(codes[what], `${message}: ${systemCode(error)}`);
  }
}
