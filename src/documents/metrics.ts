import { type Audit, severities } from "../model/audit.ts";
import { compareStrings } from "../model/compare-strings.ts";
import { allDriftKinds, type DriftDocument } from "../model/drift-document.ts";
import type { FleetHealth } from "../model/fleet-health.ts";
import { groupBy } from "../model/group-by.ts";
import { declaredHooksOf, type Plan } from "../model/plan.ts";
import { isFailing } from "../model/receiver-answer.ts";
import type { Scope } from "../model/scope.ts";
import type { VerifiedHook } from "../model/verification.ts";

/** One number. Labels are raw; they hold hosts and names, never URLs. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A metric of Prometheus. What it says is the same whatever command gives it. */
export interface Metric {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

/** When a command ran, and whether it saw everything: without that the other numbers say little. */
export function runMetrics(
  command: string,
  { now, complete }: { readonly now: number; readonly complete: boolean },
): readonly Metric[] {
  const of = (value: number): readonly Sample[] => [{ labels: { command }, value }];
  return [
    metric("run_complete", "1 where everything could be read, else 0.", of(complete ? 1 : 0)),
    metric(
      "run_timestamp_seconds",
      "When the command ran, in seconds since the epoch.",
      of(Math.floor(now / 1_000)),
    ),
  ];
}

export function auditMetrics({ hooks }: Audit): readonly Metric[] {
  const owners = ownersOf(hooks);
  const findings = hooks.flatMap(({ scope, findings: of }) =>
    of.map(({ severity }) => [scope, severity] as const),
  );
  return [
    hooksMetric(
      ["ok", "failing", "inactive"],
      hooks.map(({ scope, live }) => {
        const state = live.active === false ? "inactive" : "ok";
        return [scope, isFailing(live) ? "failing" : state];
      }),
      owners,
    ),
    metric(
      "findings",
      "Findings of an audit, by owner and severity.",
      perOwner("severity", severities, findings, owners),
    ),
  ];
}

/** @param verified what was found of secrets, where they were looked at */
export function driftMetrics(
  { drift, complete }: DriftDocument,
  plan: Plan,
  verified: readonly VerifiedHook[] | undefined,
): readonly Metric[] {
  const owners = ownersOf(plan.scopes.map((scope) => ({ scope })));
  const declared = declaredHooksOf(plan).filter(({ live }) => live !== undefined);
  const leaving = plan.actions.filter(({ kind }) => kind === "delete");
  return [
    metric(
      "drift",
      "Hooks that differ from the file, by kind and owner.",
      perOwner(
        "kind",
        allDriftKinds.toSorted(compareStrings),
        drift.map(({ scope, kind }) => [{ owner: scope.split("/")[0] ?? "" }, kind]),
        owners,
      ),
    ),
    hooksMetric(
      ["declared", "unmanaged", "ignored"],
      [
        ...declared.map(({ scope }) => [scope, "declared"] as const),
        ...[...plan.unmanaged, ...leaving].map(({ scope }) => [scope, "unmanaged"] as const),
        ...plan.ignored.map(({ scope }) => [scope, "ignored"] as const),
      ],
      owners,
    ),
    ...(verified === undefined ? [] : verificationMetrics(verified, complete)),
  ];
}

export function healthMetrics({ receivers }: FleetHealth): readonly Metric[] {
  const hooks = receivers.flatMap((receiver) => receiver.hooks);
  return [
    metric(
      "deliveries_total",
      "Deliveries in the period that was looked at, by receiver and result.",
      receivers.flatMap(({ receiver, statistics: { deliveries, successes, failures } }) => [
        { labels: { receiver, result: "success" }, value: successes },
        { labels: { receiver, result: "failure" }, value: failures },
        { labels: { receiver, result: "throttled" }, value: deliveries - successes - failures },
      ]),
    ),
    hooksMetric(
      ["healthy", "unhealthy"],
      hooks.map(({ hook: { scope }, complaints }) => [
        scope,
        complaints.length === 0 ? "healthy" : "unhealthy",
      ]),
      ownersOf(hooks.map(({ hook }) => hook)),
    ),
  ];
}

/** @param complete whether every scope could be read: hooks that were not seen prove nothing */
export function verificationMetrics(
  verified: readonly VerifiedHook[],
  complete: boolean,
): readonly Metric[] {
  const secrets = [...groupBy(verified, ({ secretRef }) => secretRef)].map(
    ([secret, hooks]) =>
      [{ secret }, hooks.every(({ verdict }) => verdict === "proved") ? 1 : 0] as const,
  );
  return [
    metric(
      "secret_proved",
      "1 where GitHub is proved to sign every hook of the secret with it, else 0. Left out where hooks that could not be read may use it.",
      secrets
        .filter(([, value]) => complete || value === 0)
        .map(([labels, value]) => ({ labels, value })),
    ),
  ];
}

function metric(name: string, help: string, samples: readonly Sample[]): Metric {
  return { name: `hookfleet_${name}`, help, samples };
}

type Counted = readonly (readonly [scope: Pick<Scope, "owner">, state: string])[];

function hooksMetric(states: readonly string[], hooks: Counted, owners: Owners): Metric {
  const samples = perOwner("state", states, hooks, owners);
  return metric("hooks", "Live hooks, by owner and state.", samples);
}

/** As they are written, by their names in lower case. */
type Owners = ReadonlyMap<string, string>;

function ownersOf(items: readonly { readonly scope: Scope }[]): Owners {
  return new Map(items.map(({ scope: { owner } }) => [owner.toLowerCase(), owner]));
}

/** A number for each owner and state, zeros too, so that an alert ends. */
function perOwner(
  label: string,
  states: readonly string[],
  counted: Counted,
  owners: Owners,
): readonly Sample[] {
  const keys = groupBy(counted, ([{ owner }, state]) => `${owner.toLowerCase()} ${state}`);
  return [...owners]
    .toSorted(([left], [right]) => compareStrings(left, right))
    .flatMap(([key, org]) =>
      states.map((state) => ({
        labels: { org, [label]: state },
        value: keys.get(`${key} ${state}`)?.length ?? 0,
      })),
    );
}
