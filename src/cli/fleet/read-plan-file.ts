import {
  type ApiUrl,
  HookfleetError,
  type PlanDocument,
  parsePlanFile,
  refuseOffline,
} from "../../index.ts";
import type { Io } from "../io.ts";
import { readSavedFile } from "./read-saved-file.ts";

/** Reads a saved plan that nobody altered. */
export async function readPlanText(path: string, io: Io): Promise<PlanDocument> {
  return parsePlanFile(await readSavedFile(path, "plan file", io), path);
}

/** Reads a saved plan to carry it out: it was made of what this API held, and nobody altered it. */
export async function readPlanFile(path: string, apiUrl: ApiUrl, io: Io): Promise<PlanDocument> {
  const plan = await readPlanText(path, io);
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
