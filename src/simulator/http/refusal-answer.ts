import type { Switches } from "../switches.ts";
import type { Answer, Refusal } from "./answer.ts";

/** The body of a refusal, keys in GitHub's order; `status` is there since about 2024, as text. */
export function refusalAnswer(
  refusal: Refusal,
  documentation: string,
  { bodyStatusField }: Switches,
): Answer {
  return {
    status: refusal.status,
    headers: refusal.headers,
    body: {
      message: refusal.message,
      ...(refusal.errors === undefined ? {} : { errors: refusal.errors }),
      ...refusal.extra,
      ...(refusal.documentationUrl === null
        ? {}
        : {
            documentation_url: refusal.documentationUrl ?? documentation,
            ...(bodyStatusField === "on" ? { status: String(refusal.status) } : {}),
          }),
    },
  };
}
