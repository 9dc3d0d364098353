import type { AnswerHeaders } from "./answer-headers.ts";

/** An answer of GitHub's, read to its last byte. */
export interface Answer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly text: string;
}

/** GitHub's own words in an error, in the clear: to be redacted and sanitized before they are shown. */
export interface ErrorBody {
  readonly message: string;
  /** The messages of `errors`, one each; what has no message is put as `resource.field: code`. */
  readonly details: readonly string[];
  readonly documentationUrl: string;
  /** Why GitHub has blocked a repository, such as `dmca`; empty where it does not say. */
  readonly blockReason: string;
}

/** Takes what can be taken out of an error's body; HTML and other foreign text count as silence. */
export function readErrorBody(text: string): ErrorBody {
  const { message, errors, documentation_url, block } = parseObject(text);
  const { reason }: { readonly reason?: unknown } = Object(block);
  return {
    message: textOf(message),
    details: (Array.isArray(errors) ? errors : []).map(describeDetail).filter((d) => d !== ""),
    documentationUrl: textOf(documentation_url),
    blockReason: /^[a-z_]{1,30}$/.exec(textOf(reason))?.[0] ?? "",
  };
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function describeDetail(detail: unknown): string {
  if (typeof detail === "string") return detail;
  if (typeof detail !== "object" || detail === null) return "";
  const { message, resource, field, code }: Readonly<Record<string, unknown>> = { ...detail };
  if (typeof message === "string" && message !== "") return message;
  const place = [textOf(resource), textOf(field)].filter((part) => part !== "").join(".");
  return [place, textOf(code)].filter((part) => part !== "").join(": ");
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
