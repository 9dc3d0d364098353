import { loadConfig } from "../config/load-config.ts";
import type { GitHubReader } from "../github/client-options.ts";
import type { ApiUrl } from "../github/http/api-url.ts";
import { type Diagnostic, errorsOf } from "../model/diagnostic.ts";
import type { Environment } from "../model/environment.ts";
import { DiagnosticsError } from "../model/errors.ts";
import type { Plan } from "../model/plan.ts";
import { planAgainstGitHub } from "./plan-against-github.ts";

/** Where the configuration is, and which GitHub it is compared with. */
export interface PlanFromOptions {
  /** A client that can read, from `createGitHubReader` or `createGitHubWriter`. */
  readonly github: GitHubReader;
  /** The API that the client was opened for. */
  readonly apiUrl: ApiUrl;
  /** Files and folders; none = `hookfleet.yaml` or `hookfleet.yml` in `cwd`. */
  readonly paths?: readonly string[];
  /** Absolute; the working directory of the process unless given. */
  readonly cwd?: string;
  /** The one file that may hold the guards. */
  readonly policy?: string | undefined;
  /** Where the variables of URLs are read, such as `process.env`. */
  readonly environment: Environment;
  /** Which scopes, as `--target` writes them: `acme`, `acme/api`, `acme/*`; none = all. */
  readonly targets?: readonly string[];
  /** How many hooks may be deleted, in place of the limit of the configuration, for this plan. */
  readonly maxDeletes?: number | undefined;
  /** The same for all changes together. */
  readonly maxChanges?: number | undefined;
  /** Once aborted, `planFrom` throws a HookfleetError `interrupted`. */
  readonly signal?: AbortSignal | undefined;
}

/** A plan, and what it was made of. */
export interface PlanFrom {
  readonly plan: Plan;
  /** What `validate` warns of in the configuration. */
  readonly warnings: readonly Diagnostic[];
  /** Of the configuration, as `planDocument` takes it. */
  readonly configDigest: string;
}

/**
 * Reads the configuration and the live hooks, and plans. Writes nothing. A scope that could not be
 * read is an error among the diagnostics of the plan, which is not `complete` then.
 *
 * @param options the client, the files and what they are compared with
 * @throws DiagnosticsError with every error of the configuration; HookfleetError where GitHub refuses
 *   the credential or cannot be reached, or `interrupted`
 * @example const { plan } = await planFrom({ github, apiUrl, environment: process.env });
 */
export async function planFrom(options: PlanFromOptions): Promise<PlanFrom> {
  const { github, apiUrl, paths = [], cwd = process.cwd(), targets = [], policy } = options;
  const { signal } = options;
  const loaded = await loadConfig({ paths, cwd, policy, signal, now: Date.now() });
  const { config, diagnostics } = loaded;
  const errors = errorsOf(diagnostics);
  if (config === undefined || errors.length > 0) throw new DiagnosticsError(errors);
  const { plan } = await planAgainstGitHub(config, github, {
    ...options,
    targets,
    hooksPerEvent: apiUrl.hooksPerEvent,
  });
  return { plan, warnings: diagnostics, configDigest: config.digest };
}
