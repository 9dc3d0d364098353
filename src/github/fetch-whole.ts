import type { Answer } from "./answer.ts";
import { type NoAnswer, readNetworkFailure } from "./no-answer.ts";
import { unlessAborted } from "./unless-aborted.ts";

/**
 * Sends one request and reads its answer to the last byte, within one limit of time. A connection
 * that breaks in the middle of the body is a failure here; read later, it would look like an empty
 * answer, and an empty answer like a scope without hooks. Redirects are answers like others.
 */
export async function fetchWhole(
  fetch: typeof globalThis.fetch,
  url: string,
  init: RequestInit,
  timeoutMs: number,
  interrupt: AbortSignal | undefined,
): Promise<Answer | NoAnswer> {
  // Not `AbortSignal.any([AbortSignal.timeout()])`: Node 20 may collect the timeout as garbage, and
  // its timer does not keep the process alive.
  const controller = new AbortController();
  let ended: NoAnswer["kind"] = "network-error";
  const stop = (kind: NoAnswer["kind"]): void => {
    ended = kind;
    controller.abort();
  };
  const onInterrupt = (): void => stop("interrupted");
  const timer = setTimeout(() => stop("timeout"), timeoutMs);
  interrupt?.addEventListener("abort", onInterrupt, { once: true });
  if (interrupt?.aborted === true) onInterrupt();
  try {
    const exchange = async (): Promise<Answer> => {
      const response = await fetch(url, { ...init, redirect: "manual", signal: controller.signal });
      return { status: response.status, headers: response.headers, text: await response.text() };
    };
    // A fetch that was handed in may not listen to its signal.
    return await unlessAborted(exchange(), controller.signal);
  } catch (error) {
    return ended === "network-error"
      ? readNetworkFailure(error)
      : { kind: ended, detail: "", sent: true };
  } finally {
    clearTimeout(timer);
    interrupt?.removeEventListener("abort", onInterrupt);
  }
}
