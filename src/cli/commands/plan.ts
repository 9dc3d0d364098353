import type { FleetConfig } from "../../config/fleet-config.ts";
import { createGitHubReader } from "../../github/create-clients.ts";
import type { Plan } from "../../model/plan.ts";
import { apiUrlOf, clientOptions } from "../client/client-options.ts";
import { exitCodes } from "../exit-codes.ts";
import { load } from "../fleet/load.ts";
import { type Observation, observe } from "../fleet/observe.ts";
import type { Base } from "../fleet/observe-base.ts";
import { planOffline } from "../fleet/plan-offline.ts";
import { readBase } from "../fleet/read-base.ts";
import type { Io } from "../io.ts";
import type {
  BaseOptions,
  ConfigOptions,
  GitHubOptions,
  LimitOptions,
  OutputOptions,
  TargetOptions,
} from "../options/options.ts";
import {
  documentOfPlan,
  type FileFormat,
  fileFormat,
  formatPlan,
  planText,
} from "../output/formats.ts";
import { writeFileWhole } from "../output/output-file.ts";
import { askAgain } from "../terminal/ask-again.ts";
import { palettes } from "../terminal/palettes.ts";

export interface PlanOptions
  extends ConfigOptions,
    TargetOptions,
    BaseOptions,
    GitHubOptions,
    LimitOptions,
    OutputOptions {
  readonly format: FileFormat | "text";
  readonly detailedExitcode?: true;
  readonly showUrls?: true;
  readonly out: readonly string[];
  readonly resupply: readonly string[];
}

/** A plan of which `apply` would refuse a part is a failure already. */
function exitCode(plan: Plan, detailed: boolean): number {
  const refused =
    plan.diagnostics.some(({ severity }) => severity === "error") ||
    plan.actions.some(({ blocked }) => blocked !== null);
  if (refused) return exitCodes.failed;
  return detailed && plan.actions.length > 0 ? exitCodes.changes : exitCodes.ok;
}

/** The plan as GitHub is now. */
async function planOnline(
  config: FleetConfig,
  base: Base | undefined,
  options: PlanOptions,
  io: Io,
): Promise<Pick<Observation, "plan" | "origin">> {
  const client = clientOptions(options, io, palettes(options, io).err);
  const reader = await createGitHubReader(client);
  const { hooksPerEvent } = client.apiUrl;
  const again = askAgain(options.resupply);
  return await observe(config, reader, { ...options, base, hooksPerEvent, again }, io);
}

/** `hookfleet plan`: the difference between the configuration and GitHub. */
export async function plan(options: PlanOptions, io: Io): Promise<number> {
  const { out, err } = palettes(options, io);
  const files = options.out.map((path) => ({ path, format: fileFormat(path) }));
  const config = await load(options, io, { palette: err, quiet: options.quiet === true });
  const base = await readBase(options, io);
  const offline = options.offline === true;
  const { plan: planned, origin } =
    offline && base !== undefined
      ? planOffline(config, base, options, io)
      : await planOnline(config, base, options, io);
  const showUrls = options.showUrls === true;
  const apiUrl = apiUrlOf(options, io);
  const saved = { config, apiUrl, targets: options.target, now: io.now(), origin, offline };
  const masked = documentOfPlan(planned, { ...saved, showUrls: false });
  for (const { path, format } of files) writeFileWhole(path, formatPlan(masked, format), io);
  io.stdout.write(
    options.format === "text"
      ? planText(planned, { palette: out, showUrls, to: io.stdout, origin, offline })
      : formatPlan(
          showUrls ? documentOfPlan(planned, { ...saved, showUrls }) : masked,
          options.format,
        ),
  );
  return exitCode(planned, options.detailedExitcode === true);
}
