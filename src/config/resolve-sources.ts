import type { UndeclaredSecretsPolicy, UnmanagedPolicy } from "../model/desired-state.ts";
import { type Diagnostic, hasErrors } from "../model/diagnostic.ts";
import { configDigest } from "./config-digest.ts";
import type { FleetConfig } from "./fleet-config.ts";
import { createRenderFrame } from "./frames/render-frame.ts";
import type { ConfigFile, Defaults, HookDefaults, Template } from "./generated/config-file.ts";
import type { HookFields } from "./hooks/hook-fields.ts";
import { type FieldContext, readHookFields } from "./hooks/read-hook-fields.ts";
import { mergeFiles } from "./merge-files.ts";
import type { Problem } from "./problem.ts";
import { finishDiagnostics } from "./problem.ts";
import { resolveGuards, resolveLimits } from "./resolve-guards.ts";
import { resolveOwners, settingAt } from "./resolve-owners.ts";
import { checkRepeatedHooks, defaultMaxRepeats } from "./rules/check-repeated-hooks.ts";
import { checkScopes } from "./rules/check-scopes.ts";
import { checkPolicy, reportUnused } from "./rules/file-rules.ts";
import { checkTemplate } from "./rules/hook-rules.ts";
import { explainSchemaErrors } from "./schema/explain-schema-errors.ts";
import type { SchemaCheck } from "./schema/schema-check.ts";
import { resolveSecrets } from "./secrets/resolve-secrets.ts";
import { createSuggest } from "./suggest/suggest.ts";
import { parseYaml } from "./yaml/parse-yaml.ts";
import {
  type ConfigSource,
  createSourceText,
  type KnownKey,
  type MapEntry,
  type MapNode,
  mapAt,
  onlyKeys,
  plainValue,
} from "./yaml/yaml-node.ts";

/** A configuration, or why there is none. */
export interface LoadedConfig {
  /** Undefined when there is any error. */
  readonly config: FleetConfig | undefined;
  /** By file, line, column and code. */
  readonly diagnostics: readonly Diagnostic[];
  /** The files that were read, as they are shown. */
  readonly files: readonly string[];
}

export interface ResolveOptions {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly schemaCheck: SchemaCheck;
  /** False where a file is missing that may hold what others refer to. */
  readonly complete?: boolean;
  /** How many repositories of an organization may have the same hook without a word. */
  readonly maxRepeats?: number | undefined;
  /** Follows the links of a secret's path, so that two ways to one file are one secret. */
  readonly resolveLinks?: ((path: string) => string) | undefined;
}

/**
 * Turns the texts of a configuration into what it means. No disk (but for `resolveLinks`), no clock,
 * no environment.
 * Errors of YAML, of the schema and of the rules are found in one go; the rules work on whatever
 * is well-formed.
 */
export function resolveSources(
  sources: readonly ConfigSource[],
  { now, schemaCheck, complete: allRead = true, maxRepeats, resolveLinks }: ResolveOptions,
): LoadedConfig {
  const problems: Problem[] = [];
  const report = (problem: Problem) => {
    problems.push(problem);
  };
  const suggest = createSuggest();
  const files = sources.map((source) => parseYaml(createSourceText(source), report));
  const hasPolicy = files.some((file) => file.source.role === "policy");
  for (const { root, source } of files) {
    if (root === undefined) continue;
    const errors = schemaCheck.errorsOf(plainValue(root));
    explainSchemaErrors(errors, root, schemaCheck.schema, suggest).forEach(report);
    if (hasPolicy && source.role === "config") checkPolicy(root, report);
  }
  const merged = mergeFiles(
    files.flatMap((file) => file.root ?? []),
    report,
  );
  const complete = allRead && files.every((file) => file.root !== undefined);
  const resolved =
    merged && resolveRoot(merged, { now, maxRepeats, resolveLinks, report, suggest, complete });
  const frame = createRenderFrame(files, schemaCheck.schema, new Set(resolved?.secrets.keys()));
  const diagnostics = finishDiagnostics(problems, frame);
  const config =
    resolved === undefined || hasErrors(diagnostics)
      ? undefined
      : { ...resolved, frame, digest: configDigest(resolved) };
  return { config, diagnostics, files: sources.map((source) => source.file) };
}

const defaultKeys: readonly KnownKey<HookDefaults>[] = [
  "events",
  "content_type",
  "insecure_ssl",
  "active",
];
const templateKeys: readonly KnownKey<Template>[] = [
  ...defaultKeys,
  "with",
  "url",
  "secret",
  "previous_urls",
];

type RootContext = Pick<FieldContext, "report" | "suggest" | "complete"> &
  Pick<ResolveOptions, "now" | "maxRepeats" | "resolveLinks">;

function resolveRoot(
  root: MapNode,
  { now, maxRepeats = defaultMaxRepeats, resolveLinks, ...base }: RootContext,
): Omit<FleetConfig, "digest" | "frame"> {
  const { report } = base;
  const { secrets: known, shared } = resolveSecrets(root, now, { report, resolveLinks });
  const usedSecrets = new Set<string>();
  const usedTemplates = new Set<string>();
  const fieldContext: FieldContext = {
    ...base,
    secrets: known,
    shared,
    resolveLinks,
    secretNames: [...known.keys()],
    noteUse: (name) => usedSecrets.add(name),
  };
  const written = mapAt<ConfigFile>(root, "templates")?.entries ?? new Map<string, MapEntry>();
  const templates = new Map<string, HookFields | undefined>();
  for (const [name, { value, keyNode }] of written) {
    const fields =
      value.kind === "map"
        ? readHookFields(onlyKeys(value, templateKeys), fieldContext)
        : undefined;
    // What is said of a template as a whole is said at its name.
    templates.set(name, fields && { ...fields, position: keyNode.position });
  }
  const defaults = mapAt<ConfigFile>(root, "defaults");
  const hookDefaults = defaults && mapAt<Defaults>(defaults, "hook");
  const owners = resolveOwners(root, {
    fields: fieldContext,
    hooks: {
      ...base,
      templates,
      templateNames: [...templates.keys()],
      defaults: hookDefaults && readHookFields(onlyKeys(hookDefaults, defaultKeys), fieldContext),
      noteUse: (name) => usedTemplates.add(name),
    },
  });
  for (const [name, fields] of templates) {
    if (fields !== undefined) checkTemplate(fields, { ...base, isUsed: usedTemplates.has(name) });
  }
  const guards = resolveGuards(root, report);
  checkScopes(owners, guards, report);
  checkRepeatedHooks(owners, maxRepeats, report);
  if (base.complete) {
    reportUnused("template", written, usedTemplates, report);
    reportUnused("secret", mapAt<ConfigFile>(root, "secrets")?.entries, usedSecrets, report);
  }
  const setting = <Word extends string>(
    key: "unmanaged" | "undeclared_secrets",
    words: readonly Word[],
  ) => defaults && settingAt(defaults, key, words);
  const unmanaged = setting<UnmanagedPolicy>("unmanaged", ["report", "keep", "delete"]);
  const undeclared = setting<UndeclaredSecretsPolicy>("undeclared_secrets", ["refuse", "keep"]);
  return {
    owners,
    secrets: new Map(
      [...known].flatMap(([name, secret]) => (secret ? [[name, secret.definition]] : [])),
    ),
    ...guards,
    limits: resolveLimits(root),
    unmanaged: unmanaged?.value ?? "report",
    undeclaredSecrets: undeclared?.value ?? "refuse",
    settingPlaces: { unmanaged: unmanaged?.position, undeclaredSecrets: undeclared?.position },
  };
}
