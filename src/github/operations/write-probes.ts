import type { DeliveryReader, HookProber, HookReader } from "../../model/github-port.ts";
import { type Scope, scopePath } from "../../model/scope.ts";
import type { Connection } from "../wire/connection.ts";

/** What makes GitHub send something. It changes no hook, and none of it is repeated by itself. */
export function writeProbes(
  connection: Connection,
): Omit<HookProber, keyof HookReader | keyof DeliveryReader> {
  return {
    pingHook: async (scope, hookId) => {
      const purpose = { kind: "ping-hook", scope, hookId } as const;
      const url = `${hookPath(scope, hookId)}/pings`;
      await connection.send({ method: "POST", url, purpose });
    },
    testHook: async (scope, hookId) => {
      const purpose = { kind: "test-hook", scope, hookId } as const;
      const url = `${hookPath(scope, hookId)}/tests`;
      await connection.send({ method: "POST", url, purpose });
    },
    redeliver: async (scope, hookId, deliveryId) => {
      const purpose = { kind: "redeliver", scope, hookId, deliveryId } as const;
      const url = `${hookPath(scope, hookId)}/deliveries/${deliveryId}/attempts`;
      await connection.send({ method: "POST", url, purpose });
    },
  };
}

function hookPath(scope: Scope, hookId: number): string {
  return `${scopePath(scope)}/hooks/${hookId}`;
}
