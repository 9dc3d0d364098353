import type { FleetConfig } from "../../config/fleet-config.ts";
import {
  credentialDocument,
  type DoctorFacts,
  doctorDocument,
  type ScopeAccessDocument,
} from "../../documents/doctor-document.ts";
import type { ClientOptions, GitHubReader } from "../../github/client-options.ts";
import { createGitHubReader } from "../../github/create-clients.ts";
import { apiVersion, parseApiUrl } from "../../github/http/api-url.ts";
import { describeCredentials } from "../../github/http/credentials.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { DiagnosticsError, HookfleetError, stopIfInterrupted } from "../../model/errors.ts";
import { showTime } from "../../model/format.ts";
import { judgeAccess, missingPermissions } from "../../model/grants.ts";
import { groupBy } from "../../model/group-by.ts";
import { type LiveState, problemsOf } from "../../model/live-state.ts";
import { compareScopes, type Scope, scopeKey, scopeName } from "../../model/scope.ts";
import { renderDiagnosticCount, renderDiagnostics } from "../../render/text/render-diagnostics.ts";
import { renderDoctor } from "../../render/text/render-doctor.ts";
import { clientOptions } from "../client/client-options.ts";
import { reasonsOf } from "../errors/print-error.ts";
import { exitCodes } from "../exit-codes.ts";
import { printResult } from "../output/print-result.ts";
import { packageVersion } from "../package-file.ts";
import { type Session, withProgress } from "../session.ts";
import { inspectValues, missingValues, scopesOfFile, type Wanted } from "../steps/doctor-needs.ts";
import { importTargets } from "../steps/import-targets.ts";
import { load } from "../steps/load.ts";
import { readWithProgress } from "../steps/plan-fleet.ts";

/** A clock that is wrong by more makes rotations and deliveries look older or newer than they are. */
const tolerableSeconds = 60;
const soon = 7 * 86_400_000;

/** `hookfleet doctor`: whether the credential, the file and this machine have what plans need. */
export async function doctor(session: Session, targets: readonly string[]): Promise<number> {
  const problems: Diagnostic[] = [];
  /** What cannot be found out is a problem of its own, and the rest goes on. */
  const attempt: Attempt = async (work) => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof HookfleetError || error instanceof DiagnosticsError)) throw error;
      problems.push(...reasonsOf(error));
      return undefined;
    }
  };
  const { url, kind } = parseApiUrl(session.apiUrl);
  const config = targets.length === 0 ? await attempt(() => load(session)) : undefined;
  const values = config === undefined ? [] : await inspectValues(config, session);
  problems.push(...missingValues(values));
  const client = await attempt(() => clientOptions(session));
  const seen =
    client && (await withProgress(session, () => look(client, config, targets, attempt, session)));
  stopIfInterrupted(session.interrupted);
  problems.push(...(seen?.problems ?? []));
  const { proxy } = client ?? {};
  const facts = {
    api: { url, kind, version: apiVersion },
    ...(seen?.facts ?? unseen),
    proxy:
      proxy === undefined || proxy.bypass !== undefined
        ? null
        : { address: proxy.address, variable: proxy.variable },
    cache: client?.cache?.directory ?? null,
    values,
  };
  const now = session.now();
  problems.push(...warnings(facts, now));
  const document = doctorDocument(facts, problems, { now, toolVersion: packageVersion() });
  const { out } = session;
  printResult(session, {
    text: () =>
      [
        renderDoctor(document, out),
        ...(problems.length === 0 ? [] : [renderDiagnostics(problems, out)]),
        renderDiagnosticCount(problems, out),
      ].join("\n\n"),
    json: () => document,
  });
  return document.summary.errors > 0 ? exitCodes.failed : exitCodes.ok;
}

type Attempt = <T>(work: () => T | Promise<T>) => Promise<T | undefined>;

/** What only GitHub can tell. */
type Seen = Pick<DoctorFacts, "credential" | "rate_limit" | "clock_difference_seconds" | "scopes">;

const unseen: Seen = {
  credential: null,
  rate_limit: null,
  clock_difference_seconds: null,
  scopes: [],
};

async function look(
  client: ClientOptions,
  config: FleetConfig | undefined,
  targets: readonly string[],
  attempt: Attempt,
  session: Session,
): Promise<{ readonly facts: Seen; readonly problems: readonly Diagnostic[] }> {
  const reader = await createGitHubReader(client);
  const isApp = client.credentials.kind === "app";
  const user = await attempt(async () => ({ login: isApp ? undefined : await reader.login("") }));
  // No other request would fare better.
  if (user === undefined) return { facts: unseen, problems: [] };
  const scopesOf = (some: readonly string[]): Promise<Wanted> =>
    importTargets(some, reader, session, "nothing-to-import", undefined, targets);
  const found =
    config === undefined
      ? ofOwners(targets).map((some) => attempt(() => scopesOf(some)))
      : [attempt(() => scopesOfFile(config, reader, session))];
  // What could not be found out is undefined.
  const wanted = (await Promise.all(found)).filter((one) => one !== undefined);
  const scopes = wanted.flatMap((one) => one.scopes).toSorted(compareScopes);
  const named = new Set(wanted.flatMap((one) => [...one.named]));
  const needed = wanted.flatMap((one) => one.needed ?? []);
  const live: LiveState =
    (await attempt(() => readWithProgress(scopes, reader, session))) ?? new Map();
  const owners = scopes.length === 0 ? [""] : [...new Set(scopes.map(({ owner }) => owner))];
  const [owner = ""] = owners;
  // An App has a name, and a limit, only with an account that it is installed on.
  const canAsk = !isApp || owner !== "";
  const login = isApp && canAsk ? await attempt(() => reader.login(owner)) : user.login;
  const rate = canAsk ? await attempt(() => reader.readRateLimit(owner)) : undefined;
  const time = reader.githubTime();
  const kind = describeCredentials(client.credentials, reader.grants(owner));
  const grants = new Map(owners.map((of) => [of, reader.grants(of)]));
  return {
    facts: {
      credential: credentialDocument(kind, login, grants),
      rate_limit: rate
        ? {
            limit: rate.limit,
            remaining: rate.remaining,
            reset_at: showTime(rate.reset * 1_000),
          }
        : null,
      clock_difference_seconds:
        time === undefined ? null : Math.round((time - session.now()) / 1_000),
      scopes: scopes.map((scope) => accessTo(scope, live, reader)),
    },
    problems: [
      ...reader.notices(),
      ...problemsOf(live, named),
      ...missingPermissions(
        needed.filter(({ scope }) => live.get(scopeKey(scope))?.status === "read"),
        reader.grants,
      ),
    ],
  };
}

/** The targets of each owner, so that one who cannot be read hides no other. */
function ofOwners(targets: readonly string[]): readonly (readonly string[])[] {
  return [...groupBy(targets, (target) => target.replace(/\/.*/s, "").toLowerCase()).values()];
}

function accessTo(scope: Scope, live: LiveState, reader: GitHubReader): ScopeAccessDocument {
  const reading = live.get(scopeKey(scope));
  const name = scopeName(scope);
  if (reading?.status === "read") {
    const access = judgeAccess(scope, reader.grants(scope.owner));
    return { scope: name, list: "yes", ...access, reason: null };
  }
  const unknown = { write: "cannot tell", delete: "cannot tell" } as const;
  if (reading === undefined) return { scope: name, list: "cannot tell", ...unknown, reason: null };
  return { scope: name, list: "no", ...unknown, reason: reading.diagnostic.code };
}

function warnings(
  { clock_difference_seconds: seconds, credential, rate_limit: rate, scopes }: Seen,
  now: number,
): readonly Diagnostic[] {
  const warn = (code: string, message: string): Diagnostic => {
    return { severity: "warning", code, message };
  };
  const expires = credential?.expires ?? null;
  return [
    ...(Math.abs(seconds ?? 0) > tolerableSeconds
      ? [warn("clock-differs", "the clock of this machine is wrong, or GitHub's is")]
      : []),
    ...(expires !== null && Date.parse(expires) - now < soon
      ? [warn("token-expires", `the token expires on ${expires}`)]
      : []),
    ...(rate !== null && rate.remaining < scopes.length
      ? [warn("rate-limit-too-low", "a plan needs more requests than are left of this hour")]
      : []),
  ];
}
