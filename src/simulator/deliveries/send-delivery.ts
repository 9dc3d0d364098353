import { createHash } from "node:crypto";
import type { JsonObject } from "../http/api-error.ts";
import { renderAccount, renderSimpleOrganization } from "../repositories/render-account.ts";
import { renderRepository } from "../repositories/render-repository.ts";
import type {
  Delivery,
  HookRecord,
  HookScope,
  Receiver,
  ReceiverAnswer,
  ReceiverStatus,
  Store,
} from "../store/store.ts";
import type { Switches } from "../switches.ts";
import { deliveryBody, sign, writePayload } from "./payload.ts";

type Signed = Pick<Delivery, "secret" | "contentType" | "payload" | "formEncoding">;

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

/** An event to be delivered. Times are in milliseconds since the epoch. */
interface Message {
  readonly event: string;
  readonly action: string | null;
  readonly at: number;
  /** The payload, given the keys that every payload ends with. */
  readonly body: (context: JsonObject) => unknown;
  /** What the receiver answered, and after how many seconds. Default: what it answers now. */
  readonly status?: ReceiverStatus | undefined;
  readonly duration?: number | undefined;
  /** That of an earlier attempt at the same event. Default: a new one. */
  readonly guid?: string | undefined;
  readonly redelivery?: boolean | undefined;
  readonly throttledAt?: number | undefined;
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

function contextOf(store: Store, { account, repository }: HookScope, sender: string): JsonObject {
  const user = store.accounts.get(sender.toLowerCase());
  const organization = account.kind === "Organization";
  return {
    ...(repository === undefined ? {} : { repository: renderRepository(repository, base) }),
    ...(organization ? { organization: renderSimpleOrganization(account, base) } : {}),
    sender: renderAccount(user ?? { login: sender, id: 1, kind: "User" }, base),
  };
}

function append(
  store: Store,
  hook: HookRecord,
  delivery: Omit<Delivery, "id" | "guid" | "answer" | "url" | "contentType" | "hookId">,
  { guid, status, duration }: Pick<Message, "guid" | "status" | "duration">,
): void {
  const id = store.ids.next("delivery");
  const { url = "", content_type: contentType = "form" } = hook.config;
  const signed = { ...delivery, contentType };
  hook.deliveries.push({
    ...signed,
    id,
    guid: guid ?? guidOf(id),
    hookId: hook.id,
    url,
    answer: () => {
      const answer =
        status === undefined ? answerOf(store, url, signed) : receiverAnswer(status, 0.1);
      return duration === undefined ? answer : { ...answer, duration };
    },
  });
}

/** Sends an event to one hook, signed with its current secret. */
export function sendDelivery(
  store: Store,
  switches: Switches,
  scope: HookScope,
  hook: HookRecord,
  message: Message,
): void {
  const { account, repository } = scope;
  const { event, action, at, redelivery = false, throttledAt } = message;
  const { about = scope, sender = "octocat" } = message;
  let written: string | undefined;
  const delivery = {
    ...{ at, redelivery, throttledAt, event, action },
    secret: hook.config.secret,
    payload: () => {
      written ??= writePayload(message.body(contextOf(store, about, sender)));
      return written;
    },
    target:
      repository === undefined
        ? ({ kind: "organization", id: account.id } as const)
        : ({ kind: "repository", id: repository.id } as const),
    repositoryId: about.repository?.id ?? null,
    formEncoding: switches.formEncoding,
  };
  append(store, hook, delivery, message);
}

/** Sends a delivery again: the same GUID and payload, to the current URL of the hook. */
export function sendAgain(
  store: Store,
  { redeliverySecret }: Switches,
  hook: HookRecord,
  delivery: Delivery,
  at: number,
): void {
  const secret = redeliverySecret === "current" ? hook.config.secret : delivery.secret;
  const again = { ...delivery, at, redelivery: true, throttledAt: undefined, secret };
  append(store, hook, again, { guid: delivery.guid });
}
