import { isObject, type JsonObject } from "../../model/json-object.ts";
import { Secret } from "../../model/secret.ts";

const number = String.raw`-?\d{1,15}(?:\.\d{1,9})?`;
const date = String.raw`[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT`;
const scope = "[a-z_]{1,40}(?::[a-z_]{1,40})?";
const permission = "[a-z_]{1,60}=(?:read|write|admin)";
const listOf = (item: string): RegExp => new RegExp(`^(${item}(?:[,;] *${item})*)$`);

/**
 * The headers that are read, each with the form that GitHub gives it; what is read is the first
 * group. A server or a proxy can reflect anything in a header (the token, a secret of the body, a
 * workflow command), and none of that has the form of a number or of a list of permissions.
 */
const forms = {
  "content-type": /^([\w.+-]{1,80}\/[\w.+-]{1,80})(?: *;|$)/,
  date: new RegExp(`^(${date})$`),
  // 2026-12-01 00:00:00 UTC
  "github-authentication-token-expiration": /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d (?:UTC|[+-]\d{4}))$/,
  "retry-after": new RegExp(`^(${number}(?:, *${number})*|${date})$`),
  "x-accepted-github-permissions": listOf(permission),
  "x-accepted-oauth-scopes": listOf(scope),
  // Without the query, which holds a credential: `required; url=https://github.com/orgs/…/sso?…`.
  "x-github-sso": /^required; *url=(https:\/\/[\w.:-]{1,255}\/orgs\/[\w.-]{1,100}\/sso)(?:\?|$)/,
  "x-oauth-client-id": /^([\w.]{1,60})$/,
  "x-oauth-scopes": listOf(scope),
  "x-ratelimit-limit": listOf(number),
  "x-ratelimit-remaining": listOf(number),
  "x-ratelimit-reset": listOf(number),
} as const;

type ReadHeader = keyof typeof forms;

/** Headers that go into other requests and are not for people: they print as `[secret]`. */
type OpaqueHeader = "etag" | "link" | "location";

/**
 * What may be read of an answer's headers. Messages can only be made of headers in the form that
 * they are known for: there is no way here to the text of any other.
 */
export class ResponseHeaders {
  readonly #headers: Pick<Headers, "get" | "has">;

  constructor(headers: Pick<Headers, "get" | "has">) {
    this.#headers = headers;
  }

  /** The value where it has its form; undefined where it is absent or anything else. */
  get(name: ReadHeader): string | undefined {
    // Blanks at the end are no part of a value, and fetch keeps them.
    return forms[name].exec(this.#headers.get(name)?.trim() ?? "")?.[1];
  }

  /** The number, or the first of several: a header that came twice is one with a list. */
  number(
    name: "retry-after" | `x-ratelimit-${"limit" | "remaining" | "reset"}`,
  ): number | undefined {
    const first = Number.parseFloat(this.get(name) ?? "");
    return Number.isNaN(first) ? undefined : first;
  }

  /** GitHub's clock, in milliseconds since the epoch; undefined where the answer has no such date. */
  date(name: "date" | "retry-after" = "date"): number | undefined {
    const time = Date.parse(this.get(name) ?? "");
    return Number.isNaN(time) ? undefined : time;
  }

  /** Whether it came at all, in whatever form. */
  has(name: ReadHeader): boolean {
    return this.#headers.has(name);
  }

  opaque(name: OpaqueHeader): Secret | undefined {
    const value = this.#headers.get(name);
    return value === null ? undefined : new Secret(value);
  }
}

/** An answer of GitHub's, read to its last byte. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: ResponseHeaders;
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
  const { message, errors, documentation_url, block } = membersOf(parsed(text));
  return {
    message: textOf(message),
    details: (Array.isArray(errors) ? errors : []).map(describeDetail).filter((d) => d !== ""),
    documentationUrl: textOf(documentation_url),
    blockReason: /^[a-z_]{1,30}$/.exec(textOf(membersOf(block)["reason"]))?.[0] ?? "",
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function describeDetail(detail: unknown): string {
  const { message, resource, field, code } = membersOf(detail);
  const words = textOf(detail) || textOf(message);
  if (words !== "") return words;
  const place = [textOf(resource), textOf(field)].filter((part) => part !== "").join(".");
  return [place, textOf(code)].filter((part) => part !== "").join(": ");
}

/** The members of a foreign value, of which nothing is known; none where it is no object. */
export function membersOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** A foreign text; empty where it is none. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
