import type { DeliveryDetail } from "../../model/delivery.ts";
import { HookUrl } from "../../model/hook-url.ts";
import { maskUrlsIn } from "../../model/mask-url.ts";
import { redactCredentials } from "../../model/redact-tokens.ts";
import type { Secret } from "../../model/secret.ts";
import type { WatchedHook } from "../../model/watched-hook.ts";
import { maskKnownPaths, maskKnownUrls } from "../text/mask-known-urls.ts";
import { maskAssignments, maskForeignText } from "./mask-foreign-text.ts";
import { maskHeaders } from "./mask-headers.ts";
import { maskKnownSecrets } from "./mask-known-secrets.ts";
import { maskPayload } from "./mask-payload.ts";

/** What may be shown of one side of a delivery; null where GitHub has nothing any more. */
export interface MaskedSide {
  readonly headers: Readonly<Record<string, string>> | null;
  readonly payload: unknown;
}

export interface MaskedDelivery {
  /** Where it was sent to then. */
  readonly url: string;
  readonly request: MaskedSide;
  readonly response: MaskedSide;
}

/** The URL it was sent to, as openly as that of the hook where it is the same. */
function sentTo({ url }: DeliveryDetail, hook: WatchedHook): HookUrl {
  const sent = new HookUrl(url, { kind: "live" });
  return sent.normalised() === hook.url.normalised() ? sent.asKnownFrom(hook.url) : sent;
}

/** An answer is text that may be JSON, whose keys say what is a credential. */
function maskAnswer(payload: unknown, maskText: (text: string) => string): unknown {
  if (typeof payload !== "string") return maskPayload(payload, maskText);
  try {
    const parsed: unknown = JSON.parse(payload);
    if (typeof parsed === "object" && parsed !== null)
      return JSON.stringify(maskPayload(parsed, maskText));
  } catch {
    // Most answers are plain text or a web page.
  }
  return maskText(payload);
}

/**
 * What may be shown of a delivery in full. GitHub's own payloads are shown but for URLs and fields
 * that are credentials; of what receivers answer, everything that looks like a token is masked.
 * `secrets` are those that are known here, which receivers may repeat.
 */
export function maskDelivery(
  detail: DeliveryDetail,
  hook: WatchedHook,
  secrets: readonly Secret[] = [],
): MaskedDelivery {
  const url = sentTo(detail, hook);
  const maskUrls = maskKnownUrls([url, hook.url]);
  const maskSecrets = maskKnownSecrets(secrets);
  const maskPaths = maskKnownPaths([url, hook.url]);
  // GitHub's own addresses have short paths in them: `/api`, `/hooks`.
  const maskLongPaths = maskKnownPaths([url, hook.url], 12);
  const keep = new Set([detail.guid]);
  const ofGitHub = (text: string): string => {
    const known = maskSecrets(maskLongPaths(maskUrls(text)));
    return maskAssignments(redactCredentials(maskUrlsIn(known, () => "credentials")));
  };
  const ofReceiver = (text: string): string =>
    maskForeignText(maskSecrets(maskPaths(maskUrls(text))), keep);
  const { request, response } = detail;
  return {
    url: url.show(),
    request: {
      headers: request.headers === undefined ? null : maskHeaders(request.headers, ofGitHub),
      payload: maskPayload(request.payload, ofGitHub),
    },
    response: {
      headers: response.headers === undefined ? null : maskHeaders(response.headers, ofReceiver),
      payload: maskAnswer(response.payload, ofReceiver),
    },
  };
}
