import { GitHubError } from "../model/errors.ts";
import type { Action } from "../model/plan.ts";
import type { ApplyContext } from "./apply-context.ts";
import { executeConfigPatch } from "./execute-config-patch.ts";
import { executeCreate } from "./execute-create.ts";
import { executeDelete } from "./execute-delete.ts";
import { executeUpdate } from "./execute-update.ts";

function isLoss(error: unknown): boolean {
  return error instanceof GitHubError && error.code === "secret-lost";
}

/** Carries out one action; the id of its hook, or `"closed"` where a lost secret forbids it. */
export async function executeAction(
  action: Action,
  context: ApplyContext,
): Promise<number | "closed"> {
  switch (action.kind) {
    case "create":
      return executeCreate(action, context);
    case "delete":
      return executeDelete(action, context);
    case "update":
      if (action.secret !== "keep") return executeUpdate(action, context);
      return context.keepGate.pass(() => executeUpdate(action, context), isLoss);
    case "config-patch":
      if (action.secret !== "keep") return executeConfigPatch(action, context);
      return context.keepGate.pass(() => executeConfigPatch(action, context), isLoss);
    default:
      return action satisfies never;
  }
}
