import type { FleetConfig } from "../../config/fleet-config.ts";
import type { GitHubReader } from "../../github/client-options.ts";
import type { Plan } from "../../model/plan.ts";
import { isRefusal } from "../../plan/guards/guard.ts";
import { tellProblems } from "../errors/tell-problems.ts";
import type { Io } from "../io.ts";
import type { GitHubOptions, OutputOptions, TargetOptions } from "../options/options.ts";
import { palettes } from "../terminal/palettes.ts";
import { observe } from "./observe.ts";

export interface ManagedPlan {
  readonly plan: Plan;
  /** Some scopes could not be read, which has been said. */
  readonly isPartial: boolean;
}

/**
 * Reads the fleet for a command that only looks at the hooks which are there: what the plan would
 * be refused for is nothing to it.
 */
export async function managedPlan(
  config: FleetConfig,
  reader: GitHubReader,
  options: TargetOptions &
    GitHubOptions &
    Omit<OutputOptions, "format"> & { readonly hooksPerEvent: number },
  io: Io,
): Promise<ManagedPlan> {
  const { err } = palettes(options, io);
  const { plan } = await observe(config, reader, options, io);
  // What nobody looked at is no plan's affair alone.
  const unseen = new Set([...reader.notices().map(({ code }) => code), "repository-blocked"]);
  const problems = plan.diagnostics.filter(
    (diagnostic) =>
      unseen.has(diagnostic.code) || (diagnostic.severity === "error" && !isRefusal(diagnostic)),
  );
  const hasErrors = tellProblems(problems, { palette: err, quiet: options.quiet === true }, io);
  return { plan, isPartial: hasErrors || !plan.complete };
}
