import type { FleetHealth } from "../../model/fleet-health.ts";

export interface HealthTotals {
  readonly receivers: number;
  readonly hooks: number;
  readonly deliveries: number;
  readonly failures: number;
  readonly missed: number;
  readonly throttled: number;
  readonly unhealthyHooks: number;
  readonly unhealthyReceivers: number;
}

/** The counts over the whole fleet. */
export function healthTotals({ receivers }: FleetHealth): HealthTotals {
  const sum = (count: (receiver: FleetHealth["receivers"][number]) => number): number =>
    receivers.reduce((total, receiver) => total + count(receiver), 0);
  return {
    receivers: receivers.length,
    hooks: sum(({ hooks }) => hooks.length),
    deliveries: sum(({ statistics }) => statistics.deliveries),
    failures: sum(({ statistics }) => statistics.failures),
    missed: sum(({ statistics }) => statistics.missed),
    throttled: sum(({ statistics }) => statistics.throttled),
    unhealthyHooks: sum(({ hooks }) => hooks.filter((hook) => hook.complaints.length > 0).length),
    unhealthyReceivers: sum(({ complaints }) => (complaints.length > 0 ? 1 : 0)),
  };
}
