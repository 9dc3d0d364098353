import type {
  BeforeWrite,
  DeliveryReader,
  HookProber,
  HookReader,
} from "../../model/github-port.ts";
import { type Scope, scopePath } from "../../model/scope.ts";
import { parseFor } from "../answers/malformed-answer.ts";
import { readJson } from "../answers/read-json.ts";
import type { RequestPurpose } from "../answers/request-purpose.ts";
import type { Connection } from "../wire/connection.ts";

/** What makes GitHub send something. It changes no hook, and none of it is repeated by itself. */
export function writeProbes(
  connection: Connection,
): Omit<HookProber, keyof HookReader | keyof DeliveryReader> {
  return {
    pingHook: async (scope, hookId) => {
      const purpose = { kind: "ping-hook", scope, hookId } as const;
      const url = `${hookPath(scope, hookId)}/pings`;
      await sendProbe(connection, url, purpose);
    },
    testHook: async (scope, hookId) => {
      const purpose = { kind: "test-hook", scope, hookId } as const;
      const url = `${hookPath(scope, hookId)}/tests`;
      await sendProbe(connection, url, purpose);
    },
    redeliver: async (scope, hookId, deliveryId, before) => {
      const purpose = { kind: "redeliver", scope, hookId, deliveryId } as const;
      const url = `${hookPath(scope, hookId)}/deliveries/${deliveryId}/attempts`;
      await sendProbe(connection, url, purpose, before);
    },
  };
}

/**
 * GitHub answers nothing or an empty object. The page of a proxy is also a success by its status, and
 * says nothing of what GitHub did.
 */
async function sendProbe(
  connection: Connection,
  url: string,
  purpose: RequestPurpose,
  before?: BeforeWrite,
): Promise<void> {
  const answer = await connection.send({ method: "POST", url, purpose, before });
  if (answer.text.trim() !== "") parseFor(purpose, answer, () => readJson(answer));
}

function hookPath(scope: Scope, hookId: number): string {
  return `${scopePath(scope)}/hooks/${hookId}`;
}
