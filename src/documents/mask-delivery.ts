import type { DeliveryDetail, LiveHookRef } from "../model/delivery.ts";
import { HookUrl } from "../model/hook-url.ts";
import type { Secret } from "../model/secret.ts";
import { maskAssignments, maskForeignText, maskHeaders, maskPayload } from "../redact/mask-text.ts";
import { maskUrlsIn } from "../redact/mask-url.ts";
import { redactWhole } from "../redact/redact-known.ts";
import { redactCredentials } from "../redact/redact-tokens.ts";
import { replaceRepeatsOf } from "../redact/repeats-of.ts";

/** Paths shorter than this are no credentials, and words of their own elsewhere. */
const shortestPath = 4;

type Replacement = readonly [text: string, shown: string];

/** What stands behind the host. */
function tailOf(url: string): string {
  return url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, "");
}

function replaceEach(pairs: readonly Replacement[]): (text: string) => string {
  const ordered = pairs
    .filter(([text, shown]) => text !== shown)
    .toSorted(([left], [right]) => right.length - left.length)
    .map(([text, shown]) => [replaceRepeatsOf(text), shown] as const);
  return (text) => ordered.reduce((result, [replace, shown]) => replace(result, shown), text);
}

/** Of a URL that is a credential as a whole, the host is one part. */
function hostsOf(url: HookUrl): readonly string[] {
  if (url.origin.kind !== "env") return [];
  const host = url.host();
  return [host, host.replace(/:\d+$/, "")];
}

/** Puts in place of each URL what may be shown of it, however it is written. */
export function maskKnownUrls(urls: readonly HookUrl[]): (text: string) => string {
  return replaceEach(
    urls.flatMap((url) =>
      [url.reveal(), url.normalized(), ...hostsOf(url)].map(
        (text): Replacement => [text, url.show()],
      ),
    ),
  );
}

/** The same for what stands behind the host, as receivers repeat it: `Cannot POST /in/…`. */
export function maskKnownPaths(
  urls: readonly HookUrl[],
  shortest: number = shortestPath,
): (text: string) => string {
  return replaceEach(
    urls.flatMap((url) => {
      const tail = tailOf(url.reveal());
      const shown = tailOf(url.show());
      const [path = "", shownPath = ""] = [tail, shown].map((text) => text.replace(/[?#].*$/s, ""));
      const pairs: readonly Replacement[] = [
        [tail, shown],
        [path, shownPath],
      ];
      return pairs.filter(([text]) => text.length >= shortest);
    }),
  );
}

/** What may be shown of one side of a delivery; null where GitHub has nothing any more. */
export interface MaskedSide {
  readonly headers: Readonly<Record<string, string>> | null;
  readonly payload: unknown;
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
  hook: LiveHookRef,
  secrets: readonly Secret[] = [],
): { readonly url: string; readonly request: MaskedSide; readonly response: MaskedSide } {
  const sent = new HookUrl(detail.url, { kind: "live" });
  // As openly as that of the hook where it is the same.
  const url = sent.asKnownFrom(sent.normalized() === hook.url.normalized() ? hook.url : undefined);
  const maskUrls = maskKnownUrls([url, hook.url]);
  // A shorter one is found in words that have nothing to do with it.
  const known = secrets.filter((secret) => secret.reveal().length >= 4);
  const maskSecrets = (text: string): string => redactWhole(text, known);
  const maskPaths = maskKnownPaths([url, hook.url]);
  // GitHub's own addresses have short paths in them: `/api`, `/hooks`.
  const maskLongPaths = maskKnownPaths([url, hook.url], 12);
  const keep = new Set([detail.guid]);
  const ofGitHub = (text: string): string => {
    const shown = maskSecrets(maskLongPaths(maskUrls(text)));
    return maskAssignments(redactCredentials(maskUrlsIn(shown, () => "credentials")));
  };
  const ofReceiver = (text: string): string =>
    maskForeignText(maskSecrets(maskPaths(maskUrls(text))), keep);
  const { request, response } = detail;
  return {
    /** Where it was sent to then. */
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
