import { planOffline } from "../../fleet/plan-offline.ts";
import { createGitHubReader } from "../../github/create-clients.ts";
import { HookfleetError } from "../../model/errors.ts";
import type { Plan } from "../../model/plan.ts";
import { renderPlan } from "../../render/text/render-report.ts";
import { apiUrlOf, clientOptions } from "../client/client-options.ts";
import { exitCodes } from "../exit-codes.ts";
import type { BaseOptions, FleetOptions, LimitOptions } from "../options/options.ts";
import type { FileFormat, OutFile } from "../options/out-option.ts";
import { documentOfPlan, formatPlan } from "../output/formats.ts";
import { writeFiles } from "../output/output-file.ts";
import type { Session } from "../session.ts";
import { load, loadBaseConfig } from "../steps/load.ts";
import { planFleet } from "../steps/plan-fleet.ts";

export interface PlanOptions extends FleetOptions, BaseOptions, LimitOptions {
  readonly format: FileFormat | "text";
  readonly detailedExitcode?: true;
  readonly summary?: true;
  readonly out: readonly OutFile[];
  readonly resupply: readonly string[];
}

/** `hookfleet plan`: the difference between the configuration and GitHub. */
export async function plan(session: Session<PlanOptions>): Promise<number> {
  const { options, stdout, showUrls } = session;
  const config = await load(session);
  const base = await loadBaseConfig(session);
  const offline = options.offline === true;
  if (offline && options.resupply.length > 0)
    throw new HookfleetError("resupply-offline", "--resupply is of no use with --offline", {
      help: "Which hooks it would reach is known only to GitHub.",
    });
  const apiUrl = apiUrlOf(session);
  const { target: targets, maxDeletes, maxChanges, summary } = options;
  const { hooksPerEvent } = apiUrl;
  const { plan: planned, origin } =
    offline && base !== undefined
      ? planOffline(config, base, { targets, hooksPerEvent, maxDeletes, maxChanges })
      : await planFleet(config, await createGitHubReader(clientOptions(session)), session, {
          base,
        });
  const saved = { config, apiUrl, targets, now: session.now(), origin, offline };
  const masked = documentOfPlan(planned, { ...saved, showUrls: false });
  writeFiles(options.out, (format) => formatPlan(masked, format), session);
  if (options.format === "text")
    stdout.write(`${renderPlan(planned, { ...session.out, origin, offline, summary })}\n`);
  else {
    const document = showUrls ? documentOfPlan(planned, { ...saved, showUrls }) : masked;
    stdout.write(formatPlan(document, options.format, { summary }));
  }
  return exitCode(planned, options.detailedExitcode === true);
}

/** A plan of which `apply` would refuse a part is a failure already. */
function exitCode(plan: Plan, detailed: boolean): number {
  const refused =
    plan.diagnostics.some(({ severity }) => severity === "error") ||
    plan.actions.some(({ blocked }) => blocked !== null);
  if (refused) return exitCodes.failed;
  return detailed && plan.actions.length > 0 ? exitCodes.changes : exitCodes.ok;
}
