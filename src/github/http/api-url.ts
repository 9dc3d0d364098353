import { HookfleetError } from "../../model/errors.ts";
import { enterpriseLimits, publicLimits, type ServerLimits } from "../../model/github-limits.ts";
import { parseUrl } from "../../model/hook-url.ts";
import { maskUrl } from "../../redact/mask-url.ts";

/** The version of GitHub's API that every request asks for. */
export const apiVersion = "2022-11-28";

/** Where the REST API is, and what follows from which GitHub that is. */
export interface ApiUrl extends ServerLimits {
  /** Without a slash at the end. */
  readonly url: string;
  readonly kind: "github.com" | "ghe.com" | "ghes";
}

/**
 * Reads `--api-url` or `GITHUB_API_URL`. The token travels to this address, so it is https, and
 * plain http only to this very machine.
 *
 * @param text such as `https://api.github.com`, or `https://HOST/api/v3` for a GitHub Enterprise Server
 * @throws HookfleetError `bad-api-url`
 * @example parseApiUrl("https://github.example.com/api/v3/").kind // "ghes"
 */
export function parseApiUrl(text: string): ApiUrl {
  const url = parseUrl(text);
  if (url === undefined) throw badApiUrl(`${maskUrl(text)} is not a URL`);
  const shown = maskUrl(text);
  const loopback = isLoopback(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && loopback))
    throw badApiUrl(`${shown} is not https; plain http is allowed to localhost only`);
  if (url.username !== "" || url.password !== "")
    throw badApiUrl(`${shown} holds credentials; they belong into GITHUB_TOKEN`);
  if (url.search !== "" || url.hash !== "")
    throw badApiUrl(`${shown} has a query or a fragment, which the address of an API has not`);
  const website = apiOfWebsite(url.hostname);
  if (website !== undefined)
    throw badApiUrl(`${shown} is GitHub's website, not its API; the API is ${website}`);
  const path = url.pathname.replace(/\/+$/, "");
  const kind = kindOf(url.hostname, path, loopback);
  const above = path.replace(/\/graphql$/i, "");
  if (above !== path) {
    const rest = kind === "ghes" ? `${above.replace(/\/api(?:\/v3)?$/, "")}/api/v3` : "";
    throw badApiUrl(`${shown} is the GraphQL API; the REST API is ${url.origin}${rest}`);
  }
  const limits = kind === "ghes" ? enterpriseLimits : publicLimits;
  return { url: `${url.origin}${path}`, kind, ...limits };
}

/**
 * What is probably meant, where an address has not the form of the APIs that GitHub has; undefined
 * where it has. A gateway may put the API anywhere, so this is for when no API answers.
 */
export function likelyApiUrl({ url, kind }: ApiUrl): string | undefined {
  const { origin, pathname, hostname } = new URL(url);
  if (kind === "ghes") return pathname.endsWith("/api/v3") ? undefined : `${origin}/api/v3`;
  return pathname === "/" || isLoopback(hostname) ? undefined : origin;
}

function badApiUrl(message: string): HookfleetError {
  return new HookfleetError("bad-api-url", `API URL: ${message}`, {
    help: "Give --api-url or GITHUB_API_URL as https://api.github.com, https://api.SUBDOMAIN.ghe.com, or https://HOST/api/v3 for GitHub Enterprise Server.",
  });
}

export function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname === "[::1]" ||
    // `new URL` writes every spelling of an IPv4 address as four decimal numbers.
    /^127\.\d+\.\d+\.\d+$/.test(hostname)
  );
}

/** The address people copy from their browser instead of the API's. */
function apiOfWebsite(hostname: string): string | undefined {
  if (hostname === "github.com" || hostname === "www.github.com") return "https://api.github.com";
  const subdomain = /^([^.]+)\.ghe\.com$/.exec(hostname)?.[1];
  return subdomain === undefined ? undefined : `https://api.${subdomain}.ghe.com`;
}

function kindOf(hostname: string, path: string, loopback: boolean): ApiUrl["kind"] {
  if (hostname === "api.github.com") return "github.com";
  if (hostname.endsWith(".ghe.com")) return "ghe.com";
  return loopback && !path.endsWith("/api/v3") ? "github.com" : "ghes";
}
