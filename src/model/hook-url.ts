import { redactTokens } from "./redact-tokens.ts";

/**
 * The parts of a URL; undefined where it is none. `URL.canParse` must not be asked: once V8 has
 * optimised it, Node 20 and 22 call URLs with other letters than ASCII unparsable
 * (https://github.com/AikidoSec/firewall-node/pull/1086 has measured it).
 */
export function parseUrl(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}

/**
 * Two URLs that a browser or GitHub would call the same become the same string: scheme and host
 * lower-cased, default port and zeros in front of a port dropped, an empty path written as `/`.
 * Everything behind the host stays byte for byte, because receivers tell it apart.
 */
export function normaliseUrl(text: string): string {
  const parts = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/?#]*)([\s\S]*)$/.exec(text);
  if (parts === null) return text;
  const scheme = (parts[1] ?? "").toLowerCase();
  const authority = parts[2] ?? "";
  const rest = parts[3] ?? "";
  const at = authority.lastIndexOf("@");
  const userinfo = authority.slice(0, at + 1);
  const host = authority
    .slice(at + 1)
    .toLowerCase()
    .replace(/:0+(?=\d+$)/, ":")
    .replace(scheme === "https" ? /:(?:443)?$/ : scheme === "http" ? /:(?:80)?$/ : /:$/, "");
  return `${scheme}://${userinfo}${host}${rest.startsWith("/") ? rest : `/${rest}`}`;
}

/** At least one run of characters that no person would choose as a name: long and of mixed kind. */
export function looksLikeToken(segment: string): boolean {
  if (redactTokens(segment) !== segment) return true;
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(segment)) return true;
  if (
    /(?:^|[^0-9a-z])(?=[0-9a-f]*[0-9])(?=[0-9a-f]*[a-f])[0-9a-f]{16,}(?:$|[^0-9a-z])/i.test(segment)
  )
    return true;
  if (/^[\w~+=.:-]{20,}$/.test(segment) && /[a-z]/.test(segment) && /[A-Z]/.test(segment)) {
    if (/[0-9]/.test(segment)) return true;
  }
  return (segment.match(/[A-Za-z0-9]+/g) ?? []).some((run) => {
    const switches = run.match(/[a-zA-Z](?=[0-9])|[0-9](?=[a-zA-Z])|[a-z](?=[A-Z])/g)?.length ?? 0;
    return (run.length >= 12 && switches >= 4) || (run.length >= 32 && switches >= 1);
  });
}

const mask = "***";

/** A word that says the next segment is a credential, whatever it looks like. */
const announces =
  /^(?:api[-_]?key|auth|credential|key|pass|password|secret|sig|signature|token)s?$/i;

function maskPath(path: string): string {
  const segments = path.split("/");
  return segments
    .map((segment, index) => {
      const [name = "", ...parameters] = segment.split(";");
      const tail = parameters.map((parameter) => `;${parameter.replace(/=[\s\S]*$/, `=${mask}`)}`);
      const hidden =
        name !== "" && (looksLikeToken(decode(name)) || announces.test(segments[index - 1] ?? ""));
      // `/apikey=…/` is a query in all but its place.
      const shown = name.replace(/=[\s\S]+$/, `=${mask}`);
      return `${hidden ? mask : shown}${tail.join("")}`;
    })
    .join("/");
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function maskQuery(query: string): string {
  return query
    .split("&")
    .map((pair) => (pair.includes("=") ? pair.replace(/=[\s\S]*$/, `=${mask}`) : mask))
    .join("&");
}

/** How much of a URL is masked: nothing, what looks like a credential, or the whole path. */
type UrlMask = "none" | "credentials" | "path";

/** Masks every URL of a text, each as `maskOf` says. */
export function maskUrlsIn(text: string, maskOf: (url: string) => UrlMask): string {
  return text.replace(/\bhttps?:\/\/[^\s"'`<>)\]}]+/gi, (url) => {
    const wanted = maskOf(url);
    return wanted === "none" ? url : maskUrl(url, { path: wanted === "path" });
  });
}

/**
 * Takes out of a URL what could be a credential: userinfo, the values of the query, the fragment,
 * and segments of the path that look like tokens; with `path`, the whole path.
 */
export function maskUrl(text: string, options: { readonly path?: boolean } = {}): string {
  const parts = /^([A-Za-z][A-Za-z0-9+.-]*:\/\/)([^/?#]*)([^?#]*)(\?[^#]*)?(#[\s\S]*)?$/.exec(text);
  // A glob may leave the scheme open, and the host with it.
  const [open] = /^\*+:\/\/|^(?=\*\*)/.exec(text) ?? [];
  if (open !== undefined)
    return `${open}${maskUrl(`https://${text.slice(open.length)}`, options).slice("https://".length)}`;
  if (parts === null) return mask;
  const [, scheme = "", authority = "", path = "", query = "", fragment = ""] = parts;
  const at = authority.lastIndexOf("@");
  const shownAuthority = at === -1 ? authority : `${mask}@${authority.slice(at + 1)}`;
  if (options.path === true && (path.length > 1 || query !== "" || fragment !== ""))
    return `${scheme}${shownAuthority}/${mask}`;
  const shownQuery = query === "" ? "" : `?${maskQuery(query.slice(1))}`;
  return `${scheme}${shownAuthority}${maskPath(path)}${shownQuery}${fragment === "" ? "" : `#${mask}`}`;
}

/** Where a URL was learnt, which decides how much of it may be shown. */
export type UrlOrigin =
  /** Written in the file: shown but for userinfo, query values and token-like segments. */
  | { readonly kind: "declared" }
  /** `{env: NAME}`: the URL itself is a credential and is never shown. */
  | { readonly kind: "env"; readonly name: string }
  /** Read from GitHub and known to nobody's file: its path may be the credential. */
  | { readonly kind: "live" };

/**
 * The URL of a hook. Receivers like Slack put their credential into it, so it turns into text only
 * masked; {@link HookUrl.reveal} gives it whole, for requests and comparisons.
 */
export class HookUrl {
  readonly origin: UrlOrigin;
  static {
    // `console.log`, `util.inspect` and stack traces ask for this before they look inside.
    Object.defineProperty(HookUrl.prototype, Symbol.for("nodejs.util.inspect.custom"), {
      value(this: HookUrl): string {
        return this.show();
      },
    });
  }

  readonly #value: string;
  #normalised: string | undefined;

  constructor(value: string, origin: UrlOrigin) {
    this.#value = value;
    this.origin = origin;
  }

  /** The URL in clear, as GitHub or the file has it. */
  reveal(): string {
    return this.#value;
  }

  /** In clear: scheme and host lower-cased, default port and empty path normalised. */
  normalised(): string {
    this.#normalised ??= normaliseUrl(this.#value);
    return this.#normalised;
  }

  /** `host` or `host:port`, lower-cased; empty where the URL has none. */
  host(): string {
    return parseUrl(this.#value)?.host ?? "";
  }

  /** This URL, shown only as openly as `other`, whose place made it known. A credential stays one. */
  asKnownFrom(other: HookUrl): HookUrl {
    return this.origin.kind === "env" ? this : new HookUrl(this.#value, other.origin);
  }

  /** For people. `showAll` lifts every mask but that of `{env}`. */
  show(showAll = false): string {
    if (this.origin.kind === "env") return `env:${this.origin.name}`;
    if (showAll) return this.#value;
    return maskUrl(this.#value, { path: this.origin.kind === "live" });
  }

  toString(): string {
    return this.show();
  }

  toJSON(): string {
    return this.show();
  }
}
