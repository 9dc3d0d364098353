import { looksLikeToken, maskUrl } from "../redact/mask-url.ts";
import { compareStrings } from "./compare-strings.ts";

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
export function normalizeUrl(text: string): string {
  // Most are so already.
  if (/^https?:\/\/[a-z0-9.-]+\//.test(text)) return text;
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

/** Where a URL was learnt, which decides how much of it may be shown. */
export type UrlOrigin =
  /** Written in the file: shown but for userinfo, query values and token-like segments. */
  | { readonly kind: "declared" }
  /** `{env: NAME}`: the URL itself is a credential and is never shown. */
  | { readonly kind: "env"; readonly name: string }
  /**
   * Read from GitHub and known to no file: its path may be the credential. One that `repeats` a URL of
   * the environment is never shown whole.
   */
  | { readonly kind: "live"; readonly repeats?: (text: string) => boolean };

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
  #normalized: string | undefined;

  constructor(value: string, origin: UrlOrigin) {
    this.#value = value;
    this.origin = origin;
  }

  /** The URL in clear, as GitHub or the file has it. */
  reveal(): string {
    return this.#value;
  }

  /** Whether its variable has no value, so that it could be any. */
  isUnset(): boolean {
    return this.origin.kind === "env" && this.#value === `env:${this.origin.name}`;
  }

  /** In clear: scheme and host lower-cased, default port and empty path normalized. */
  normalized(): string {
    this.#normalized ??= normalizeUrl(this.#value);
    return this.#normalized;
  }

  /** `host` or `host:port`, lower-cased; empty where the URL has none. */
  host(): string {
    return parseUrl(this.#value)?.host ?? "";
  }

  /** What gives away a URL that is a credential as a whole, even alone; nothing of other URLs. */
  parts(): readonly string[] {
    const parsed = this.origin.kind === "env" ? parseUrl(this.#value) : undefined;
    if (parsed === undefined) return [];
    const { host, hostname, pathname, search } = parsed;
    const parts = [this.normalized(), host, hostname, pathname + search, pathname];
    return parts.filter(({ length }) => length > 3);
  }

  /** This URL, shown only as openly as `other`, whose place made it known. A credential stays one. */
  asKnownFrom(other: HookUrl | undefined): HookUrl {
    if (other === undefined || (this.origin.kind === "env" && other.origin.kind !== "env"))
      return this;
    return this.#value === other.#value ? other : new HookUrl(this.#value, other.origin);
  }

  /** For people. `showAll` lifts every mask but that of `{env}`. */
  show(showAll = false): string {
    const { origin } = this;
    if (origin.kind === "env") return `env:${origin.name}`;
    const isLive = origin.kind === "live";
    if (showAll && !(isLive && origin.repeats?.(this.#value))) return this.#value;
    return maskUrl(this.#value, { path: isLive });
  }

  toString(): string {
    return this.show();
  }

  toJSON(): string {
    return this.show();
  }
}

/** What hooks are grouped by: the host, but not that of a URL which is a credential. */
export function receiverName(url: HookUrl): string {
  if (url.origin.kind === "env") return url.show();
  const host = url.host();
  return host === "" ? "no host" : host;
}

/** What a URL says in one spelling, because receivers hardly tell others of it apart. */
function spell(text: string) {
  const url: Partial<URL> = parseUrl(text) ?? {};
  const { host = "", username = "", password = "", pathname = "", search = "", hash = "" } = url;
  const decode = (part: string): string =>
    part.replace(/%[0-7][0-9a-f]/gi, decodeURIComponent).replace(/\/+/g, "/");
  const decoded = decode(`${host.replace(/\.(?=:|$)/, "")}${pathname}${search}`);
  const [, place = "", query = ""] = /^(.*?)\/?(?:\?(.*))?$/s.exec(decoded.toLowerCase()) ?? [];
  const pairs = query.split("&").toSorted(compareStrings);
  const all = `${decoded}${decode(`${hash}#${username}#${password}`)}`;
  return { all, place, pairs, key: `${place}?${pairs.join("&")}` };
}

/**
 * Hides what live URLs repeat of these, which are credentials: one that differs in its spelling alone
 * is known by the variable's name, and one that holds more than that, or a token of it, is masked.
 */
export function hideRepeats(credentials: readonly HookUrl[]): (live: HookUrl) => HookUrl {
  const known = credentials
    // Of several variables that hold the same, the first by name, in whatever order they come.
    .toSorted((left, right) => compareStrings(right.show(), left.show()))
    .filter((url) => parseUrl(url.reveal()) !== undefined)
    .map((url) => ({ url, ...spell(url.reveal()) }));
  const bySpelling = new Map(known.map(({ key, url }) => [key, url]));
  const hostOf = (place: string): string => place.replace(/\/.*/s, "");
  const hosts = [...new Set(known.map(({ place }) => hostOf(place)))];
  /** Parts that tell one of them where they stand together. */
  const telling = known.flatMap(({ all, place, pairs, key }) => [
    // A host alone is repeated by every URL of the receiver.
    ...(key === `${hostOf(place)}?` ? [] : [[place, ...pairs]]),
    ...all
      .split(/[/?#&=;]/)
      .filter(looksLikeToken)
      .map((token) => [token.toLowerCase()]),
  ]);
  const repeats = (text: string): boolean => {
    const told = spell(text).all.toLowerCase();
    return telling.some((parts) => parts.every((part) => told.includes(part)));
  };
  const origin = { kind: "live", repeats } as const;
  return (live) => {
    // Most are of other receivers, and need not be taken apart.
    const isNear = hosts.some((host) => live.normalized().includes(host));
    const same = isNear ? bySpelling.get(spell(live.reveal()).key) : undefined;
    return same === undefined ? new HookUrl(live.reveal(), origin) : live.asKnownFrom(same);
  };
}
