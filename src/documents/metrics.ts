import { type Audit, severities } from "../model/audit.ts";
import { compareStrings } from "../model/compare-strings.ts";
import { allDriftKinds, type DriftDocument } from "../model/drift-document.ts";
import type { FleetHealth } from "../model/fleet-health.ts";
import { countBy, groupBy } from "../model/group-by.ts";
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
  const findings = hooks.flatMap(({ scope, findings: of }) =>
    of.map(({ severity }) => [scope, severity] as const),
  );
  const states = hooks.map(({ scope, live }) => {
    const state = live.active === false ? "inactive" : "ok";
    return [scope, isFailing(live) ? "failing" : state] as const;
  });
  return [
    hooksMetric(["ok", "failing", "inactive"], states, hooks),
    metric(
      "findings",
      "Findings of an audit, by owner and severity.",
      perOwner("severity", severities, findings, hooks),
    ),
  ];
}

/** @param verified what was found of secrets, where they were looked at */
export function driftMetrics(
  { drift, complete }: DriftDocument,
  plan: Plan,
  verified: readonly VerifiedHook[] | undefined,
): readonly Metric[] {
  const scopes = plan.scopes.map((scope) => ({ scope }));
  const kinds = drift.map(
    ({ scope, kind }) => [{ owner: scope.split("/")[0] ?? "" }, kind] as const,
  );
  const all = (state: string, hooks: readonly { readonly scope: Scope }[]): Counted =>
    hooks.map(({ scope }) => [scope, state]);
  const declared = declaredHooksOf(plan).filter(({ live }) => live !== undefined);
  const leaving = plan.actions.filter(({ kind }) => kind === "delete");
  const states = [
    ...all("declared", declared),
    ...all("unmanaged", [...plan.unmanaged, ...leaving]),
    ...all("ignored", plan.ignored),
  ];
  return [
    metric(
      "drift",
      "Hooks that differ from the file, by kind and owner.",
      perOwner("kind", allDriftKinds.toSorted(compareStrings), kinds, scopes),
    ),
    hooksMetric(["declared", "unmanaged", "ignored"], states, scopes),
    ...(verified === undefined ? [] : verificationMetrics(verified, complete)),
  ];
}

export function healthMetrics({ receivers }: FleetHealth): readonly Metric[] {
  const hooks = receivers.flatMap((receiver) => receiver.hooks);
  const states = hooks.map(
    ({ hook: { scope }, complaints }) =>
      [scope, complaints.length === 0 ? "healthy" : "unhealthy"] as const,
  );
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
      states,
      hooks.map(({ hook }) => hook),
    ),
  ];
}

/** @param complete whether every scope could be read: hooks that were not seen prove nothing */
export function verificationMetrics(
  verified: readonly VerifiedHook[],
  complete: boolean,
): readonly Metric[] {
  const secrets = [...groupBy(verified, ({ secretRef }) => secretRef)].map(([secret, hooks]) => {
    const isProved = hooks.every(({ verdict }) => verdict === "proved");
    return { labels: { secret }, value: isProved ? 1 : 0 };
  });
  return [
    metric(
      "secret_proved",
      "1 where GitHub is proved to sign every hook of the secret with it, else 0. Left out where hooks that could not be read may use it.",
      secrets.filter(({ value }) => complete || value === 0),
    ),
  ];
}

function metric(name: string, help: string, samples: readonly Sample[]): Metric {
  return { name: `hookfleet_${name}`, help, samples };
}

type Counted = readonly (readonly [scope: Pick<Scope, "owner">, state: string])[];

function hooksMetric(
  states: readonly string[],
  hooks: Counted,
  scopes: Parameters<typeof perOwner>[3],
): Metric {
  const samples = perOwner("state", states, hooks, scopes);
  return metric("hooks", "Live hooks, by owner and state.", samples);
}

/**
 * A number for each owner and state, zeros too, so that an alert ends.
 *
 * @param scopes whose owners are meant, as they are written there
 */
function perOwner(
  label: string,
  states: readonly string[],
  counted: Counted,
  scopes: readonly { readonly scope: Scope }[],
): readonly Sample[] {
  const owners = new Map(scopes.map(({ scope: { owner } }) => [owner.toLowerCase(), owner]));
  const count = countBy(counted, ([{ owner }, state]) => `${owner.toLowerCase()} ${state}`);
  return [...owners]
    .toSorted(([left], [right]) => compareStrings(left, right))
    .flatMap(([key, org]) =>
      states.map((state) => {
        return { labels: { org, [label]: state }, value: count(`${key} ${state}`) };
      }),
    );
}
