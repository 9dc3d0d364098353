import { desiredState } from "../../config/desired-state.ts";
import type { FleetConfig } from "../../config/fleet-config.ts";
import {
  type DoctorFacts,
  doctorDocument,
  type NeededValueDocument,
} from "../../documents/doctor-document.ts";
import { listRepositories } from "../../fleet/list-repositories.ts";
import type { ClientOptions, GitHubReader } from "../../github/client-options.ts";
import { createGitHubReader } from "../../github/create-clients.ts";
import { describeCredentials } from "../../github/http/credentials.ts";
import { apiVersion } from "../../github/http/transmit.ts";
import type { DesiredScope } from "../../model/desired-state.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { variableOf } from "../../model/environment.ts";
import { DiagnosticsError, HookfleetError } from "../../model/errors.ts";
import { judgeAccess, missingPermissions, type NeededWrite } from "../../model/grants.ts";
import { type LiveState, problemOf } from "../../model/live-state.ts";
import { compareScopes, type Scope, scopeKey, scopeName } from "../../model/scope.ts";
import { renderDiagnosticCount, renderDiagnostics } from "../../render/text/render-diagnostics.ts";
import { renderDoctor } from "../../render/text/render-doctor.ts";
import { apiUrlOf, clientOptions } from "../client/client-options.ts";
import { reasonsOf } from "../errors/print-error.ts";
import { exitCodes } from "../exit-codes.ts";
import { stopIfInterrupted } from "../interrupts.ts";
import type { FleetOptions } from "../options/options.ts";
import { packageVersion } from "../package-file.ts";
import { printResult, type Session, withProgress } from "../session.ts";
import { importTargets } from "../steps/import-targets.ts";
import { neededSources, readKnownSecret } from "../steps/known-values.ts";
import { load } from "../steps/load.ts";
import { listingProgress, readWithProgress } from "../steps/plan-fleet.ts";

type DoctorSession = Session<FleetOptions>;

/** A clock that is wrong by more makes rotations and deliveries look older or newer than they are. */
const tolerableSeconds = 60;
const soon = 7 * 86_400_000;

/** `hookfleet doctor`: whether the credential, the file and this machine have what plans need. */
export async function doctor(session: DoctorSession, targets: readonly string[]): Promise<number> {
  const problems: Diagnostic[] = [];
  /** What cannot be found out is a problem of its own, and the rest goes on. */
  const attempt = async <T>(work: () => T | Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof HookfleetError || error instanceof DiagnosticsError)) throw error;
      problems.push(...reasonsOf(error));
      return undefined;
    }
  };
  const apiUrl = apiUrlOf(session);
  const config = targets.length === 0 ? await attempt(() => load(session)) : undefined;
  const values = config === undefined ? [] : await inspectValues(config, session, problems);
  const client = await attempt(() => clientOptions(session));
  const seen =
    client &&
    (await withProgress(session, () => look({ client, config, targets, attempt, session })));
  stopIfInterrupted(session);
  problems.push(...(seen?.problems ?? []), ...warnings(seen, session.now()));
  const document = doctorDocument({
    api: { url: apiUrl.url, kind: apiUrl.kind, version: apiVersion },
    credential: seen?.credential,
    rateLimit: seen?.rateLimit,
    clockDifference: seen?.clockDifference,
    proxy: client?.proxy?.bypass === undefined ? client?.proxy : undefined,
    cache: client?.cache?.directory,
    scopes: seen?.scopes ?? [],
    values,
    problems,
    now: session.now(),
    toolVersion: packageVersion(),
  });
  printResult(
    session,
    () => document,
    (style) =>
      [
        renderDoctor(document, style),
        ...(problems.length === 0 ? [] : [renderDiagnostics(problems, style)]),
        renderDiagnosticCount(problems, style),
      ].join("\n\n"),
  );
  return document.summary.errors > 0 ? exitCodes.failed : exitCodes.ok;
}

type Attempt = <T>(work: () => T | Promise<T>) => Promise<T | undefined>;

interface Looking {
  readonly client: ClientOptions;
  readonly config: FleetConfig | undefined;
  readonly targets: readonly string[];
  readonly attempt: Attempt;
  readonly session: DoctorSession;
}

type Seen = Pick<DoctorFacts, "credential" | "rateLimit" | "clockDifference" | "scopes"> & {
  readonly problems: readonly Diagnostic[];
};

/** Asks GitHub. */
async function look({ client, config, targets, attempt, session }: Looking): Promise<Seen> {
  const reader = await createGitHubReader(client);
  const login =
    client.credentials.kind === "app" ? undefined : await attempt(() => reader.login(""));
  const wanted =
    (await attempt(() =>
      config === undefined
        ? scopesOfTargets(targets, reader, session)
        : scopesOfFile(config, reader, session),
    )) ?? none;
  const live: LiveState =
    (await attempt(() => readWithProgress(wanted.scopes, reader, session))) ?? new Map();
  const owners = [...new Set(wanted.scopes.map(({ owner }) => owner))];
  const [owner] = owners;
  const slug =
    client.credentials.kind === "app" && owner !== undefined
      ? await attempt(() => reader.login(owner))
      : undefined;
  const limited = client.credentials.kind === "app" ? owner : "";
  const rateLimit =
    limited === undefined ? undefined : await attempt(() => reader.readRateLimit(limited));
  const time = reader.githubTime();
  const kind = describeCredentials(client.credentials, reader.grants(owner ?? ""));
  return {
    credential: {
      kind,
      login: login ?? slug,
      grants: new Map((owners.length === 0 ? [""] : owners).map((of) => [of, reader.grants(of)])),
    },
    rateLimit,
    clockDifference: time === undefined ? undefined : Math.round((time - session.now()) / 1_000),
    scopes: wanted.scopes.map((scope) => accessTo(scope, live, reader)),
    problems: [
      ...reader.notices(),
      ...[...live.values()].flatMap((reading) =>
        reading.status === "read"
          ? []
          : problemOf(reading, wanted.named.has(scopeKey(reading.scope))),
      ),
      ...missingPermissions(
        wanted.needed.filter(({ scope }) => live.get(scopeKey(scope))?.status === "read"),
        reader.grants,
      ),
    ],
  };
}

interface Wanted {
  readonly scopes: readonly Scope[];
  readonly named: ReadonlySet<string>;
  /** The writes that an `apply` of the file may need. */
  readonly needed: readonly NeededWrite[];
}

const none: Wanted = { scopes: [], named: new Set(), needed: [] };

async function scopesOfTargets(
  targets: readonly string[],
  reader: GitHubReader,
  session: DoctorSession,
): Promise<Wanted> {
  if (targets.length === 0) return none;
  const found = await importTargets(targets, reader, listingProgress(session));
  const { named } = found;
  const scopes = found.scopes.toSorted(compareScopes);
  if (scopes.length === 0)
    throw new HookfleetError(
      "nothing-to-import",
      "the targets match no repository that is not archived",
    );
  return { scopes, named, needed: [] };
}

async function scopesOfFile(
  config: FleetConfig,
  reader: GitHubReader,
  session: DoctorSession,
): Promise<Wanted> {
  const { target } = session.options;
  const lists = await listRepositories(config, target, () => reader, listingProgress(session));
  const { state, diagnostics } = desiredState(config, {
    ...{ repositories: lists.repositories, targets: target, unsetUrls: "offline" },
    environment: session.environment,
  });
  const errors = [...diagnostics, ...lists.problems].filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new DiagnosticsError(errors);
  const { scopes } = state;
  const named = scopes.flatMap(({ scope, namedExactly }) =>
    namedExactly ? [scopeKey(scope)] : [],
  );
  return {
    scopes: scopes.map(({ scope }) => scope),
    named: new Set(named),
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

function accessTo(
  scope: Scope,
  live: LiveState,
  reader: GitHubReader,
): DoctorFacts["scopes"][number] {
  const reading = live.get(scopeKey(scope));
  const name = scopeName(scope);
  if (reading?.status === "read")
    return {
      scope: name,
      list: "yes",
      ...judgeAccess(scope, reader.grants(scope.owner)),
      reason: null,
    };
  const unknown = { write: "cannot tell", delete: "cannot tell" } as const;
  if (reading === undefined) return { scope: name, list: "cannot tell", ...unknown, reason: null };
  return { scope: name, list: "no", ...unknown, reason: reading.diagnostic.code };
}

/** Every variable and file that the configuration names. Problems say what each is needed for. */
async function inspectValues(
  config: FleetConfig,
  session: DoctorSession,
  problems: Diagnostic[],
): Promise<readonly NeededValueDocument[]> {
  const { urls, secrets } = neededSources(config);
  const variables = urls.map((name): NeededValueDocument => {
    const isSet = (variableOf(session.environment, name) ?? "").trim() !== "";
    return { name, source: "env", holds: "url", status: isSet ? "set" : "url-unset" };
  });
  const values = await Promise.all(
    secrets.map(async (source): Promise<NeededValueDocument> => {
      const status = await readKnownSecret(source, session).then(
        () => "set",
        (error: unknown) => {
          if (error instanceof HookfleetError) return error.code;
          throw error;
        },
      );
      const name = source.kind === "env" ? source.name : source.shown;
      return { name, source: source.kind, holds: "secret", status };
    }),
  );
  const all = [...variables, ...values];
  const report = (
    holds: "url" | "secret",
    code: string,
    message: (count: number) => string,
  ): void => {
    const count = all.filter((value) => value.holds === holds && value.status !== "set").length;
    if (count > 0)
      problems.push({
        ...{ severity: "error", code, message: message(count) },
        help: "Set them, or pass a file that has them with --env-file.",
      });
  };
  report(
    "url",
    "url-unset",
    (n) =>
      `${n === 1 ? "1 URL" : `${n} URLs`} that \`plan\` needs ${n === 1 ? "has" : "have"} no value`,
  );
  report(
    "secret",
    "secrets-unavailable",
    (n) => `${n === 1 ? "1 secret" : `${n} secrets`} that \`apply\` may need cannot be read`,
  );
  return all;
}

function warnings(seen: Seen | undefined, now: number): readonly Diagnostic[] {
  const { clockDifference: seconds = 0, credential, rateLimit, scopes = [] } = seen ?? {};
  const expires = [...(credential?.grants.values() ?? [])][0]?.expires;
  const warn = (code: string, message: string): Diagnostic => ({
    severity: "warning",
    code,
    message,
  });
  return [
    ...(Math.abs(seconds) > tolerableSeconds
      ? [warn("clock-differs", "the clock of this machine is wrong, or GitHub's is")]
      : []),
    ...(expires !== undefined && Date.parse(expires) - now < soon
      ? [warn("token-expires", `the token expires on ${expires}`)]
      : []),
    ...(rateLimit !== undefined && rateLimit.remaining < scopes.length
      ? [warn("rate-limit-too-low", "a plan needs more requests than are left of this hour")]
      : []),
  ];
}
