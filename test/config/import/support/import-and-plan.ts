import { desiredState } from "../../../../src/config/desired-state.ts";
import { type ImportedConfig, importConfig } from "../../../../src/config/import/import-config.ts";
import { resolveSources } from "../../../../src/config/resolve-sources.ts";
import { loadSchemaCheck } from "../../../../src/config/schema/schema-check.ts";
import type { DesiredState } from "../../../../src/model/desired-state.ts";
import type { Diagnostic } from "../../../../src/model/diagnostic.ts";
import type { LiveHook } from "../../../../src/model/hook.ts";
import type { Plan } from "../../../../src/model/plan.ts";
import { type Scope, scopeKey } from "../../../../src/model/scope.ts";
import { planFleet } from "../../../../src/plan/plan-fleet.ts";
import { liveState } from "../../../support/build.ts";

const schemaCheck = await loadSchemaCheck();

/** The hooks of one scope, as the import takes them. */
export interface LiveScope {
  readonly scope: Scope;
  readonly hooks: readonly LiveHook[];
}

export interface ImportRun {
  readonly imported: ImportedConfig;
  readonly diagnostics: readonly Diagnostic[];
  readonly state: DesiredState;
  readonly plan: Plan;
}

/**
 * What a user does: imports, fills in the URLs as the file asks for them (the secrets are not
 * needed), validates, plans.
 */
export async function importAndPlan(
  live: readonly LiveScope[],
  users: readonly string[] = [],
  ignore: readonly string[] = [],
): Promise<ImportRun> {
  const imported = await importConfig(live, { userOwners: new Set(users), ignore });
  return { imported, ...planOf([imported], live) };
}

/** The plan of files that were imported one by one and are read together. */
export function planOf(
  files: readonly ImportedConfig[],
  live: readonly LiveScope[],
): Omit<ImportRun, "imported"> {
  const sources = files.map(
    ({ text }, index) => ({ file: `${index}.yaml`, text, role: "config" }) as const,
  );
  const { config, diagnostics } = resolveSources(sources, { now: 0, schemaCheck });
  if (config === undefined) {
    const found = diagnostics.map(({ code, position, message }) => ({ code, position, message }));
    throw new Error(
      `not valid: ${JSON.stringify(found)}\n${files.map(({ text }) => text).join("\n---\n")}`,
    );
  }
  const { state, diagnostics: more } = desiredState(config, {
    repositories: new Map(),
    targets: [],
    environment: fillIn(
      files.flatMap(({ urls }) => urls),
      live,
    ),
  });
  const plan = planFleet(state, liveState(live.map(({ scope, hooks }) => [scope, hooks])), {
    hooksPerEvent: 20,
  });
  return { diagnostics: [...diagnostics, ...more], state, plan };
}

/** Looks up each URL on GitHub by what the import says of it: `acme/api #12`. */
function fillIn(
  urls: ImportedConfig["urls"],
  live: readonly LiveScope[],
): Readonly<Record<string, string>> {
  const known = new Map<string, string>(
    live.flatMap(({ scope, hooks }) =>
      hooks.map((hook) => [`${scopeKey(scope)} #${hook.id}`, hook.url.reveal()] as const),
    ),
  );
  const values = new Map<string, string>();
  for (const { variable, usedBy, url } of urls) {
    const meant = new Set(usedBy.map((user) => known.get(user.toLowerCase())));
    const [value] = meant;
    if (value === undefined || meant.size !== 1 || value !== url.reveal())
      throw new Error(`what goes into ${variable}?`);
    if ((values.get(variable) ?? value) !== value) throw new Error(`${variable} has two values`);
    values.set(variable, value);
  }
  return Object.fromEntries(values);
}
