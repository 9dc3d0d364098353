import { createHmac } from "node:crypto";
import type { DeliveryDetail } from "../../../src/model/delivery.ts";

export function signatureOf(body: string, secret: string): string {
  return `sha256=${createHmac("sha256", secret).update(body, "utf8").digest("hex")}`;
}

/** What GitHub sends in a ping, in its order. */
export const pingPayload = {
  zen: "It's not fully shipped until it's fast.",
  hook_id: 7,
  hook: {
    type: "Repository",
    id: 7,
    name: "web",
    active: true,
    events: ["*"],
    config: {
      content_type: "json",
      insecure_ssl: "0",
      secret: "********",
      url: "https://x.test/~a",
    },
  },
  repository: { id: 1, full_name: "acme/api", private: false, description: null },
  sender: { login: "octocat", id: 1 },
} as const;

export interface Sent {
  /** The bytes that were sent and signed. */
  readonly body: string;
  readonly secret?: string | undefined;
  /** The payload as the API shows it; unless told, the JSON itself. */
  readonly payloadText?: string | undefined;
  readonly contentType?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly event?: string;
  readonly redelivery?: boolean;
}

/** A delivery in full, signed over exactly the bytes given. */
export function delivery({
  body,
  secret = "right",
  payloadText = body,
  contentType = "application/json",
  headers = {
    "content-type": contentType,
    "x-github-event": "ping",
    "x-hub-signature-256": signatureOf(body, secret),
  },
  event = "ping",
  redelivery = false,
}: Sent): DeliveryDetail {
  return {
    id: 1,
    guid: "guid-1",
    deliveredAt: 1_800_000_000_000,
    redelivery,
    durationMs: 100,
    throttledAt: undefined,
    status: "OK",
    statusCode: 200,
    event,
    action: undefined,
    url: "https://x.test/",
    request: { headers, payload: JSON.parse(payloadText) as unknown, payloadText },
    response: { headers: {}, payload: "" },
  };
}
