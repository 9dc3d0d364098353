import { createHash } from "node:crypto";
import { renderAccount, renderOrganizationSimply } from "../repositories/render-account.ts";
import { renderRepository } from "../repositories/render-repository.ts";
import type {
  Delivery,
  HookRecord,
  HookScope,
  Receiver,
  ReceiverAnswer,
  ReceiverStatus,
  World,
} from "../store/store.ts";
import type { Switches } from "../switches.ts";
import { deliveryBody, sign, writePayload } from "./payload.ts";

/** A delivery on its way. */
export type Outgoing = Pick<
  Delivery,
  "url" | "secret" | "contentType" | "payload" | "formEncoding"
>;

/** How an answer stands in lists. No answer at all is a 5xx of GitHub's own, with the reason. */
export function receiverAnswer(status: ReceiverStatus, duration = 0.1): ReceiverAnswer {
  if (status === 0 || status === "failed to connect")
    return { statusCode: 502, status: "failed to connect", duration };
  // https://docs.github.com/webhooks/testing-and-troubleshooting-webhooks/troubleshooting-webhooks
  if (status === "timed out") return { statusCode: 504, status: "timed out", duration: 10 };
  const fine = status >= 200 && status < 300;
  return { statusCode: status, status: fine ? "OK" : `Invalid HTTP Response: ${status}`, duration };
}

/** Whether a receiver that checks signatures takes the delivery. */
function trusts({ secret }: Receiver, delivery: Outgoing): boolean {
  if (secret === undefined) return true;
  if (delivery.secret === undefined || delivery.secret === "") return false;
  const body = deliveryBody(delivery);
  return sign(delivery.secret, body).sha256 === sign(secret, body).sha256;
}

/** What the receiver of a delivery answers; 200 where the seed does not speak of the URL. */
export function answerOf(receivers: readonly Receiver[], delivery: Outgoing): ReceiverAnswer {
  const receiver = receivers.find(({ matches }) => matches(delivery.url));
  if (receiver === undefined) return receiverAnswer(200);
  return receiverAnswer(trusts(receiver, delivery) ? receiver.status : 401, receiver.duration);
}

/** What is to be delivered. */
export interface Message {
  readonly event: string;
  readonly action: string | null;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The payload, given the keys that stand at the end of every payload. */
  readonly body: (context: Readonly<Record<string, unknown>>) => unknown;
  /** What the receiver answered, where that is known already. */
  readonly status?: ReceiverStatus;
  /** Seconds that the answer took, where that is known already. */
  readonly duration?: number;
  /** That of an earlier attempt at the same event. */
  readonly guid?: string;
  readonly redelivery?: boolean;
  /** Milliseconds since the epoch. */
  readonly throttledAt?: number;
  readonly sender?: string;
  /** Where it happened, where that is not what the hook belongs to. */
  readonly about?: HookScope;
}

/** Payloads speak of the public API, wherever the request came in. */
const base = "https://api.github.com";

/** A UUID of version 1, as GitHub's are; the same in every run. */
function guidOf(id: number): string {
  const hex = createHash("sha256").update(`delivery ${id}`).digest("hex");
  const variant = "89ab"[Number.parseInt(hex.charAt(16), 16) % 4];
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*/, `$1-$2-1$3-${variant}$4-$5`);
}

function contextOf(
  world: World,
  scope: HookScope,
  sender: string,
): Readonly<Record<string, unknown>> {
  const { account, repository } = scope;
  const user = world.accounts.get(sender.toLowerCase());
  return {
    ...(repository === undefined ? {} : { repository: renderRepository(repository, base) }),
    ...(account.kind === "Organization"
      ? { organization: renderOrganizationSimply(account, base) }
      : {}),
    sender: renderAccount(user ?? { login: sender, id: 1, kind: "User" }, base),
  };
}

function append(
  world: World,
  hook: HookRecord,
  delivery: Omit<Delivery, "id" | "guid" | "answer">,
  extra: Pick<Partial<Message>, "guid" | "status" | "duration">,
): void {
  const id = world.ids.next("delivery");
  const outgoing: Outgoing = delivery;
  const { status, duration } = extra;
  hook.deliveries.push({
    ...delivery,
    id,
    guid: extra.guid ?? guidOf(id),
    answer: () => {
      const answer =
        status === undefined
          ? answerOf(world.receivers, outgoing)
          : receiverAnswer(status, duration);
      return duration === undefined ? answer : { ...answer, duration };
    },
  });
}

/** Sends an event to one hook, signed with what its secret is now. */
export function sendDelivery(
  world: World,
  switches: Switches,
  scope: HookScope,
  hook: HookRecord,
  message: Message,
): void {
  const { account, repository } = scope;
  const { about = scope } = message;
  let written: string | undefined;
  append(
    world,
    hook,
    {
      at: message.at,
      redelivery: message.redelivery ?? false,
      throttledAt: message.throttledAt,
      event: message.event,
      action: message.action,
      url: hook.config.url ?? "",
      contentType: hook.config.content_type ?? "form",
      secret: hook.config.secret,
      payload: () => {
        written ??= writePayload(
          message.body(contextOf(world, about, message.sender ?? "octocat")),
        );
        return written;
      },
      target:
        repository === undefined
          ? { kind: "organization", id: account.id }
          : { kind: "repository", id: repository.id },
      hookId: hook.id,
      repositoryId: about.repository?.id ?? null,
      formEncoding: switches.formEncoding,
    },
    message,
  );
}

/** Sends a delivery once more: the same GUID and bytes, to where the hook points now. */
export function sendAgain(
  world: World,
  switches: Switches,
  hook: HookRecord,
  delivery: Delivery,
  at: number,
): void {
  append(
    world,
    hook,
    {
      ...delivery,
      at,
      redelivery: true,
      throttledAt: undefined,
      url: hook.config.url ?? "",
      contentType: hook.config.content_type ?? "form",
      secret: switches.redeliverySecret === "current" ? hook.config.secret : delivery.secret,
    },
    { guid: delivery.guid },
  );
}
