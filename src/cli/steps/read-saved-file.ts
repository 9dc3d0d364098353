import { resolve } from "node:path";
import { readBytes } from "../../config/read-bytes.ts";
import type { ApiUrl } from "../../github/http/api-url.ts";
import { HookfleetError } from "../../model/errors.ts";
import type { PlanDocument } from "../../model/plan-document.ts";
import { refuseOffline } from "../../plan/guards/guards.ts";
import { parsePlanFile } from "../../plan/saved/parse-saved-file.ts";
import { systemCode } from "../errors/system-failure.ts";
import type { Io } from "../io.ts";

const codes = {
  "plan file": "plan-unreadable",
  report: "report-unreadable",
  "drift report": "drift-unreadable",
  "seed file": "seed-unreadable",
  "env file": "env-file-unreadable",
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

/** Reads a saved plan; one that was altered is refused. */
export async function readPlanText(path: string, io: Io): Promise<PlanDocument> {
  return parsePlanFile(await readSavedFile(path, "plan file", io), path);
}

/** Reads a saved plan to carry it out: it was made for this API and was not altered. */
export async function readPlanFile(path: string, apiUrl: ApiUrl, io: Io): Promise<PlanDocument> {
  const plan = await readPlanText(path, io);
  refuseOffline(plan, path);
  if (plan.api_url === apiUrl.url) return plan;
  const message = `${path} was made for another API than ${apiUrl.url}`;
  throw new HookfleetError("plan-elsewhere", message, {
    help: "Pass the --api-url that the plan was made with, or plan again.",
  });
}
