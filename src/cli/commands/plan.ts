import { createGitHubReader, type Plan } from "../../index.ts";
import { clientOptions } from "../client-options.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { load } from "../load.ts";
import { observe } from "../observe.ts";
import type {
  ConfigOptions,
  GitHubOptions,
  LimitOptions,
  OutputOptions,
  TargetOptions,
} from "../options.ts";
import { palettes } from "../palettes.ts";
import { planJson, planText } from "../plan-text.ts";

export interface PlanOptions
  extends ConfigOptions,
    TargetOptions,
    GitHubOptions,
    LimitOptions,
    OutputOptions {
  readonly detailedExitcode?: true;
  readonly showUrls?: true;
}

/** A plan of which `apply` would refuse a part is a failure already. */
function exitCode(plan: Plan, detailed: boolean): number {
  const refused =
    plan.diagnostics.some(({ severity }) => severity === "error") ||
    plan.actions.some(({ blocked }) => blocked !== null);
  if (refused) return exitCodes.failed;
  return detailed && plan.actions.length > 0 ? exitCodes.changes : exitCodes.ok;
}

/** `hookfleet plan`: the difference between the configuration and GitHub. */
export async function plan(options: PlanOptions, io: Io): Promise<number> {
  const { out, err } = palettes(options, io);
  const config = await load(options, io, { palette: err, quiet: options.quiet === true });
  const client = clientOptions(options, io, err);
  const reader = await createGitHubReader(client);
  const { apiUrl } = client;
  const seen = { ...options, hooksPerEvent: apiUrl.hooksPerEvent };
  const planned = await observe(config, reader, seen, io);
  const showUrls = options.showUrls === true;
  io.stdout.write(
    options.format === "json"
      ? planJson(planned, { config, apiUrl, targets: options.target, showUrls, now: io.now() })
      : planText(planned, { palette: out, showUrls, to: io.stdout }),
  );
  return exitCode(planned, options.detailedExitcode === true);
}
