import { createGitHubReader, HookfleetError, type Plan } from "../../index.ts";
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
import { writeFileWhole } from "../write-file-whole.ts";

export interface PlanOptions
  extends ConfigOptions,
    TargetOptions,
    GitHubOptions,
    LimitOptions,
    OutputOptions {
  readonly detailedExitcode?: true;
  readonly showUrls?: true;
  readonly out: readonly string[];
}

/** A plan of which `apply` would refuse a part is a failure already. */
function exitCode(plan: Plan, detailed: boolean): number {
  const refused =
    plan.diagnostics.some(({ severity }) => severity === "error") ||
    plan.actions.some(({ blocked }) => blocked !== null);
  if (refused) return exitCodes.failed;
  return detailed && plan.actions.length > 0 ? exitCodes.changes : exitCodes.ok;
}

/** Looked at before anything is read, so that a long run does not end with a wrong name. */
function checkNames(paths: readonly string[]): void {
  const wrong = paths.find((path) => !path.endsWith(".json"));
  if (wrong === undefined) return;
  throw new HookfleetError("unknown-format", `--out ${wrong} has an ending that is no format`, {
    help: "A plan is saved as .json.",
  });
}

/** `hookfleet plan`: the difference between the configuration and GitHub. */
export async function plan(options: PlanOptions, io: Io): Promise<number> {
  const { out, err } = palettes(options, io);
  checkNames(options.out);
  const config = await load(options, io, { palette: err, quiet: options.quiet === true });
  const client = clientOptions(options, io, err);
  const reader = await createGitHubReader(client);
  const { apiUrl } = client;
  const seen = { ...options, hooksPerEvent: apiUrl.hooksPerEvent };
  const { plan: planned } = await observe(config, reader, seen, io);
  const showUrls = options.showUrls === true;
  const saved = { config, apiUrl, targets: options.target, now: io.now() };
  for (const path of options.out)
    writeFileWhole(path, planJson(planned, { ...saved, showUrls: false }), io);
  io.stdout.write(
    options.format === "json"
      ? planJson(planned, { ...saved, showUrls })
      : planText(planned, { palette: out, showUrls, to: io.stdout }),
  );
  return exitCode(planned, options.detailedExitcode === true);
}
