import type { FleetConfig } from "../../config/fleet-config.ts";
import { urlsOfVariables } from "../../config/fleet-urls.ts";
import type { NeededValueDocument } from "../../documents/doctor-document.ts";
import type { GitHubReader } from "../../github/client-options.ts";
import type { DesiredScope } from "../../model/desired-state.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { expectedFailure, throwErrors } from "../../model/errors.ts";
import { countNoun } from "../../model/format.ts";
import type { NeededWrite } from "../../model/grants.ts";
import { type Scope, scopeKey } from "../../model/scope.ts";
import type { Io } from "../io.ts";
import { listingProgress, type Session } from "../session.ts";
import { neededSecrets, readKnownSecret } from "./known-values.ts";
import { resolveScopes } from "./load.ts";

/** The scopes that `doctor` looks at. */
export interface Wanted {
  readonly scopes: readonly Scope[];
  /** Keys of those that are named without a pattern. */
  readonly named: ReadonlySet<string>;
  /** The writes that an `apply` of the file may need. */
  readonly needed?: readonly NeededWrite[];
}

export async function scopesOfFile(
  config: FleetConfig,
  reader: GitHubReader,
  session: Session,
): Promise<Wanted> {
  const { target } = session.options;
  const onFound = listingProgress(session);
  const lists = await resolveScopes(config, target, session, () => reader, onFound);
  const { state, diagnostics } = lists.resolve();
  throwErrors([...diagnostics, ...lists.problems]);
  const { scopes } = state;
  const named = scopes.filter(({ namedExactly }) => namedExactly);
  return {
    scopes: scopes.map(({ scope }) => scope),
    named: new Set(named.map(({ scope }) => scopeKey(scope))),
    needed: scopes.flatMap(neededWrites),
  };
}

function neededWrites({ scope, hooks, absent, unmanaged }: DesiredScope): readonly NeededWrite[] {
  const deletes =
    unmanaged === "delete" ||
    absent.length > 0 ||
    hooks.some(({ previousUrls }) => previousUrls.length > 0);
  return [
    ...(hooks.length > 0 ? [{ scope, write: "write" } as const] : []),
    ...(deletes ? [{ scope, write: "delete" } as const] : []),
  ];
}

/** Every variable and file that the configuration names. */
export async function inspectValues(
  config: FleetConfig,
  io: Io,
): Promise<readonly NeededValueDocument[]> {
  const urls = urlsOfVariables(config, io.environment);
  const variables = [...urls].map(([name, url]): NeededValueDocument => {
    const isSet = url.reveal().trim() !== "";
    return { name, source: "env", holds: "url", status: isSet ? "set" : "url-unset" };
  });
  const values = neededSecrets(config).map(async (source): Promise<NeededValueDocument> => {
    const name = source.kind === "env" ? source.name : source.shown;
    const status = await readKnownSecret(source, io).then(
      () => "set",
      (error: unknown) => expectedFailure(error).code,
    );
    return { name, source: source.kind, holds: "secret", status };
  });
  return [...variables, ...(await Promise.all(values))];
}

/** What lacks a value, and what it is needed for. */
export function missingValues(values: readonly NeededValueDocument[]): readonly Diagnostic[] {
  const report = (holds: "url" | "secret", code: string, why: string): readonly Diagnostic[] => {
    const count = values.filter((one) => one.holds === holds && one.status !== "set").length;
    if (count === 0) return [];
    const noun = holds === "url" ? "URL" : "secret";
    const message = `no value for ${countNoun(count, noun)} ${why}`;
    const help = "Set them, or pass a file that has them with --env-file.";
    return [{ severity: "error", code, message, help }];
  };
  return [
    ...report("url", "url-unset", "that `plan` needs"),
    ...report("secret", "secrets-unavailable", "that `apply` may need"),
  ];
}
