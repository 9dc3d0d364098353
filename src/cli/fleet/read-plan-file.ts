import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import {
  type ApiUrl,
  HookfleetError,
  type PlanDocument,
  parsePlanFile,
  refuseOffline,
} from "../../index.ts";
import { systemCode } from "../errors/system-code.ts";
import type { Io } from "../io.ts";

/** Reads a saved plan that nobody altered. */
export function readPlanText(path: string, io: Io): PlanDocument {
  let text: string;
  try {
    text = readFileSync(resolve(io.cwd, path), "utf8");
  } catch (error) {
    throw new HookfleetError(
      "plan-unreadable",
      `the plan file ${path} cannot be read: ${systemCode(error)}`,
    );
  }
  return parsePlanFile(text, path);
}

/** Reads a saved plan to carry it out: it was made of what this API held, and nobody altered it. */
export function readPlanFile(path: string, apiUrl: ApiUrl, io: Io): PlanDocument {
  const plan = readPlanText(path, io);
  refuseOffline(plan, path);
  if (plan.api_url === apiUrl.url) return plan;
  throw new HookfleetError(
    "plan-elsewhere",
    `${path} was made for another API than ${apiUrl.url}`,
    {
      help: "Say --api-url as when the plan was made, or plan again.",
    },
  );
}
