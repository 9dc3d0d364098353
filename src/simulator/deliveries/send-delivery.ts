import { createHash } from "node:crypto";
import { timestamp } from "../fields.ts";
import type { JsonObject } from "../http/api-error.ts";
import {
  renderAccount,
  renderRepository,
  renderSimpleOrganization,
} from "../repositories/render-repository.ts";
import type { SeedDelivery } from "../seed/seed.ts";
import type {
  HookRecord,
  HookScope,
  Receiver,
  ReceiverAnswer,
  ReceiverStatus,
  Store,
  StoredDelivery,
} from "../store/store.ts";
import { deliveryBody, pushPayload, sign, writePayload } from "./payload.ts";

type Signed = Pick<StoredDelivery, "secret" | "contentType" | "payload" | "formEncoding">;

/** How an answer is shown in lists. No answer is a 5xx of GitHub's own, with the reason. */
function receiverAnswer(status: ReceiverStatus, duration: number): ReceiverAnswer {
  if (status === 0 || status === "failed to connect")
    return { statusCode: 502, status: "failed to connect", duration };
  // https://docs.github.com/webhooks/testing-and-troubleshooting-webhooks/troubleshooting-webhooks
  if (status === "timed out") return { statusCode: 504, status: "timed out", duration: 10 };
  const ok = status >= 200 && status < 300;
  return { statusCode: status, status: ok ? "OK" : `Invalid HTTP Response: ${status}`, duration };
}

/** Whether a receiver that checks signatures accepts the delivery. */
function accepts({ secret }: Receiver, delivery: Signed): boolean {
  if (secret === undefined) return true;
  if (delivery.secret === undefined || delivery.secret === "") return false;
  const body = deliveryBody(delivery);
  return sign(delivery.secret, body).sha256 === sign(secret, body).sha256;
}

/** What the receiver of a delivery answers; 200 if the seed has no receiver for the URL. */
function answerOf(store: Store, url: string, delivery: Signed): ReceiverAnswer {
  const receiver = store.receivers.find(({ matches }) => matches(url));
  if (receiver === undefined) return receiverAnswer(200, 0.1);
  return receiverAnswer(accepts(receiver, delivery) ? receiver.status : 401, receiver.duration);
}

/** An event to be delivered, now or in the past. */
interface Message extends Omit<SeedDelivery, "delivered_at" | "ago"> {
  /** When it happened, and after how long it is delivered: milliseconds. */
  readonly at: number;
  readonly delay?: number;
  readonly sender?: string;
  /** Where the event happened. Default: the scope of the hook. */
  readonly about?: HookScope;
}

/** URLs in payloads are those of the public API, whatever server the request was sent to. */
const base = "https://api.github.com";

/** A UUID of version 1, as GitHub's are; the same in every run. */
function guidOf(id: number): string {
  const hex = createHash("sha256").update(`delivery ${id}`).digest("hex");
  const variant = "89ab"[Number.parseInt(hex.charAt(16), 16) % 4];
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*/, `$1-$2-1$3-${variant}$4-$5`);
}

/** The keys that every payload ends with. */
function contextOf(store: Store, scope: HookScope, sender: string): JsonObject {
  const user = store.accounts.get(sender.toLowerCase());
  const isRepository = scope.kind === "Repository";
  const account = isRepository ? scope.owner : scope;
  const organization = account.kind === "Organization";
  return {
    ...(isRepository ? { repository: renderRepository(scope, base) } : {}),
    ...(organization ? { organization: renderSimpleOrganization(account, base) } : {}),
    sender: renderAccount(user ?? { login: sender, id: 1, kind: "User" }, base),
  };
}

/** The keys of the event, for a push the missing ones, and the context. */
function payloadOf(store: Store, hook: HookRecord, message: Message): JsonObject {
  const { event, action, payload, at, sender = "octocat", about = hook.scope } = message;
  const context = contextOf(store, about, sender);
  return {
    ...(action === undefined ? {} : { action }),
    ...(event === "push" ? pushPayload(sender, at, context) : {}),
    ...payload,
    ...context,
  };
}

/** Adds a delivery to the current URL of a hook. */
function append(
  store: Store,
  hook: HookRecord,
  delivery: Omit<StoredDelivery, "id" | "guid" | "answer" | "url" | "contentType" | "hook">,
  { guid, status, duration }: Pick<Message, "guid" | "status" | "duration">,
): void {
  const id = store.ids.next("delivery");
  const { url = "", content_type: contentType = "form" } = hook.config;
  const signed = { ...delivery, contentType };
  hook.deliveries.push({
    ...signed,
    hook,
    id,
    guid: guid ?? guidOf(id),
    url,
    answer: () => {
      const answer =
        status === undefined ? answerOf(store, url, signed) : receiverAnswer(status, 0.1);
      return duration === undefined ? answer : { ...answer, duration };
    },
  });
}

export const subscribes = ({ events }: HookRecord, event: string): boolean =>
  events.includes(event) || events.includes("*");

/** Sends an event to one hook, signed with its current secret. */
export function sendDelivery(store: Store, hook: HookRecord, message: Message): void {
  const { event, action = null, at, delay = 0, redelivery = false, throttled_at } = message;
  const { id, kind } = message.about ?? hook.scope;
  let written: string | undefined;
  const payload = (): string => {
    written ??= writePayload(payloadOf(store, hook, message));
    return written;
  };
  const delivery = {
    ...{ event, action, redelivery, payload },
    at: at + delay,
    throttledAt: throttled_at === undefined ? null : timestamp(Date.parse(throttled_at)),
    secret: hook.config.secret,
    repositoryId: kind === "Repository" ? id : null,
    formEncoding: store.switches.formEncoding,
  };
  append(store, hook, delivery, message);
}

/** Sends a delivery again: the same GUID and payload, to the current URL of the hook. */
export function sendAgain(store: Store, delivery: StoredDelivery, at: number): void {
  const { hook, guid } = delivery;
  const original = store.switches.redeliverySecret === "original";
  const secret = original ? delivery.secret : hook.config.secret;
  append(store, hook, { ...delivery, at, redelivery: true, throttledAt: null, secret }, { guid });
}
