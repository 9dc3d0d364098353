import type { Fault } from "../fault.ts";

/** What undici's fetch rejects with when the connection breaks. */
export function connectionReset(): TypeError {
  const cause = Object.assign(new Error("read ECONNRESET"), {
    code: "ECONNRESET",
    errno: -104,
    syscall: "read",
  });
  return new TypeError("fetch failed", { cause });
}

/** Never answers; ends only with the patience of the client. */
export function neverAnswers(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abort = (): void => {
      reject(signal.reason instanceof Error ? signal.reason : new Error("aborted"));
    };
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
  });
}

const page =
  "<!DOCTYPE html>\n<html>\n<head><title>Unicorn! &middot; GitHub</title></head>\n<body><h1>This page is taking too long to load.</h1></body>\n</html>\n";

function asText(body: unknown): string {
  return typeof body === "string" ? body : JSON.stringify(body);
}

function told({ status = 502, headers, body }: Fault): Response {
  const text = asText(body ?? { message: "Server Error" });
  return new Response(status === 204 || status === 304 ? null : text, {
    status,
    headers: { "Content-Type": "application/json; charset=utf-8", ...headers },
  });
}

/** The answer of a fault that needs nothing of the simulator: status, html, truncate, not-a-list. */
export async function breakAnswer(fault: Fault, answer: () => Response): Promise<Response> {
  if (fault.kind === "status") return told(fault);
  if (fault.kind === "html") {
    return new Response(typeof fault.body === "string" ? fault.body : page, {
      status: fault.status ?? 502,
      headers: { "Content-Type": "text/html; charset=utf-8", ...fault.headers },
    });
  }
  const whole = answer();
  const status = fault.status ?? whole.status;
  const headers = new Headers(whole.headers);
  for (const [name, value] of Object.entries(fault.headers ?? {})) headers.set(name, value);
  if (fault.kind === "not-a-list") {
    const body = fault.body ?? { message: "Something else than a list" };
    return new Response(asText(body), { status, headers });
  }
  const text = await whole.text();
  // An answer without a body has none to lose half of, and may not get one.
  if (text === "") return new Response(null, { status, headers });
  return new Response(text.slice(0, Math.floor(text.length / 2)), { status, headers });
}
