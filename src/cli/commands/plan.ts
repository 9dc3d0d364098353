import { planDocument } from "../../documents/plan-document.ts";
import { planOffline } from "../../fleet/plan-offline.ts";
import { createGitHubReader } from "../../github/create-clients.ts";
import { parseApiUrl } from "../../github/http/api-url.ts";
import { hasErrors } from "../../model/diagnostic.ts";
import { HookfleetError } from "../../model/errors.ts";
import type { Plan } from "../../model/plan.ts";
import { renderPlan } from "../../render/text/render-report.ts";
import { clientOptions } from "../client/client-options.ts";
import { exitCodes } from "../exit-codes.ts";
import type { FileFormat, ResultOptions } from "../options/options.ts";
import { documentMeta, planFormats } from "../output/formats.ts";
import { printResult } from "../output/print-result.ts";
import type { Session } from "../session.ts";
import { load, loadBaseConfig } from "../steps/load.ts";
import { planWithProgress } from "../steps/plan-fleet.ts";

/** `hookfleet plan`: the difference between the configuration and GitHub. */
export async function plan(session: Session<ResultOptions<FileFormat>>): Promise<number> {
  const { options } = session;
  const config = await load(session);
  const base = await loadBaseConfig(session);
  const offline = options.offline === true;
  if (offline && options.resupply.length > 0)
    throw new HookfleetError("resupply-offline", "--resupply is of no use with --offline", {
      help: "Which hooks it would reach is known only to GitHub.",
    });
  const { target: targets, maxDeletes, maxChanges, summary } = options;
  const { hooksPerEvent } = parseApiUrl(session.apiUrl);
  const { plan: planned, origin } =
    offline && base !== undefined
      ? planOffline(config, base, { targets, hooksPerEvent, maxDeletes, maxChanges })
      : await planWithProgress(config, await createGitHubReader(clientOptions(session)), session, {
          base,
        });
  const { digest: configDigest, limits } = config;
  const meta = { ...documentMeta(session), configDigest, targets, origin, offline, limits };
  printResult(session, {
    text: () => renderPlan(planned, { ...session.out, origin, offline, summary }),
    ...planFormats(({ showUrls }) => planDocument(planned, { ...meta, showUrls })),
  });
  return exitCode(planned, options.detailedExitcode === true);
}

/** A plan of which `apply` would refuse a part is a failure already. */
function exitCode(plan: Plan, detailed: boolean): number {
  const refused =
    hasErrors(plan.diagnostics) || plan.actions.some(({ blocked }) => blocked !== null);
  if (refused) return exitCodes.failed;
  return detailed && plan.actions.length > 0 ? exitCodes.changes : exitCodes.ok;
}
