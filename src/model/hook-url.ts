import { maskUrl } from "./mask-url.ts";
import { normaliseUrl } from "./normalise-url.ts";
import { parseUrl } from "./parse-url.ts";

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
