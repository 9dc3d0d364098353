import { BlockList, isIP, type LookupFunction } from "node:net";
import type { Dispatcher, Pool, ProxyAgent } from "undici";
import type { Environment } from "../../model/environment.ts";
import { HookfleetError } from "../../model/errors.ts";
import { parseUrl } from "../../model/hook-url.ts";
import { Secret } from "../../model/secret.ts";
import { type ApiUrl, isLoopback } from "./api-url.ts";

/** A proxy that the environment names, and whether requests go through it. */
export interface ProxySetting {
  /** Scheme, host and port, such as `http://proxy.example.com:3128`; never the credentials. */
  readonly address: string;
  /** The variable that names it. */
  readonly variable: string;
  /** `user:password`. */
  readonly credentials: Secret | undefined;
  /** Why the API is asked directly all the same; undefined where the proxy is used. */
  readonly bypass: "NO_PROXY" | "loopback" | undefined;
}

/**
 * Reads which proxy leads to an API, with the variables and in the order of curl and of undici's
 * `EnvHttpProxyAgent`: `https_proxy`, `HTTPS_PROXY`, then `http_proxy`, `HTTP_PROXY`; for an API over
 * plain http the latter two alone. `no_proxy` or `NO_PROXY` lists the hosts that are asked directly.
 * An API on this machine is asked directly unless the proxy is on this machine, too: over plain http
 * the token would otherwise cross the network in the clear.
 *
 * @param environment the variables, such as `process.env`
 * @param apiUrl of the API, as `parseApiUrl` reads it
 * @returns undefined where no variable names a proxy for it
 * @throws HookfleetError `bad-proxy` where the variable holds no URL of an http or https proxy
 */
export function readProxy(environment: Environment, apiUrl: ApiUrl): ProxySetting | undefined {
  const api = new URL(apiUrl.url);
  const variable = [...(api.protocol === "https:" ? ["https_proxy", "HTTPS_PROXY"] : []), ...plain]
    // An empty variable is an unset one.
    .find((name) => (environment[name] ?? "").trim() !== "");
  if (variable === undefined) return undefined;
  const text = (environment[variable] ?? "").trim();
  const proxy = parseUrl(text.includes("://") ? text : `http://${text}`);
  const credentials = proxy && readCredentials(proxy);
  if (proxy === undefined || credentials === null || !/^https?:$/.test(proxy.protocol))
    throw new HookfleetError("bad-proxy", `${variable} is not the URL of an http or https proxy`, {
      help: `Set ${variable} to http://HOST:PORT, with credentials to http://USER:PASSWORD@HOST:PORT (special characters percent-encoded), or unset it. The value is not shown here.`,
    });
  const excepted = environment["no_proxy"] || environment["NO_PROXY"] || "";
  return {
    address: `${proxy.protocol}//${proxy.host}`,
    variable,
    credentials,
    bypass: isExcepted(api, excepted)
      ? "NO_PROXY"
      : isLoopback(api.hostname) && !isLoopback(proxy.hostname)
        ? "loopback"
        : undefined,
  };
}

const plain = ["http_proxy", "HTTP_PROXY"];

/** Null where they are not percent-encoded. */
function readCredentials({ username, password }: URL): Secret | undefined | null {
  if (username === "" && password === "") return undefined;
  try {
    return new Secret(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`);
  } catch {
    return null;
  }
}

/** `*`, hosts with all below them (`example.com`, `.example.com`, `*.example.com`), IPs, CIDR, ports. */
function isExcepted(api: URL, list: string): boolean {
  const host = bare(api.hostname);
  const port = api.port || (api.protocol === "https:" ? "443" : "80");
  return list.split(/[\s,]+/).some((entry) => {
    if (entry === "*") return true;
    const [, name = "", ofPort] = /^(\[.*\]|[^:]*|[^:]*:.*:.*?)(?::(\d+))?$/.exec(entry) ?? [];
    if (name === "" || (ofPort !== undefined && ofPort !== port)) return false;
    if (name.includes("/")) return isWithin(host, name);
    const wanted = bare(name)
      .toLowerCase()
      .replace(/^\*?\./, "");
    return host === wanted || (isIP(host) === 0 && host.endsWith(`.${wanted}`));
  });
}

/** Without the brackets of an IPv6 address. */
function bare(host: string): string {
  return host.replace(/^\[(.*)\]$/, "$1");
}

function isWithin(host: string, network: string): boolean {
  const [address = "", bits = ""] = network.split("/");
  const version = isIP(host);
  if (version === 0 || isIP(address) !== version || !/^\d{1,3}$/.test(bits)) return false;
  if (Number(bits) > (version === 4 ? 32 : 128)) return false;
  const family = version === 4 ? "ipv4" : "ipv6";
  const list = new BlockList();
  list.addSubnet(address, Number(bits), family);
  return list.check(host, family);
}

/**
 * The names of this machine lead to this machine. A resolver may say otherwise of `api.localhost`,
 * and over plain http the token would then cross the network in the clear.
 */
const toLoopback: LookupFunction = (_, { all }, callback) => {
  if (all === true) {
    callback(null, [
      { address: "127.0.0.1", family: 4 },
      { address: "::1", family: 6 },
    ]);
  } else callback(null, "127.0.0.1", 4);
};

/** For an API under a name of this machine, over plain http. */
export function lookupFor({ protocol, hostname }: URL): { readonly lookup?: LookupFunction } {
  return protocol === "http:" && hostname.endsWith("localhost") ? { lookup: toLoopback } : {};
}

export function isProxied(proxy: ProxySetting | undefined): proxy is ProxySetting {
  return proxy !== undefined && proxy.bypass === undefined;
}

/** A fetch through the proxy. The library is loaded only where there is one: it is large. */
export async function fetchThrough(proxy: ProxySetting): Promise<typeof globalThis.fetch> {
  const { fetch, Pool, ProxyAgent } = await import("undici");
  const clientFactory = (to: URL, options: object): Dispatcher =>
    openTunnels(new Pool(to, { ...options, headersTimeout: longestConnect }));
  const dispatcher = new ProxyAgent({ ...proxyOptions(proxy), clientFactory });
  const directed = (to: string, init: object): unknown => fetch(to, { ...init, dispatcher });
  // Node's own fetch is another version of the same library, so that only the types differ.
  return directed as typeof globalThis.fetch;
}

function proxyOptions({ address, credentials }: ProxySetting): ProxyAgent.Options {
  const login = credentials && Buffer.from(credentials.reveal()).toString("base64");
  return {
    uri: address,
    // Over plain http the proxy gets the request itself, as from curl; https is tunneled always.
    proxyTunnel: false,
    ...(login === undefined ? {} : { token: `Basic ${login}` }),
    ...(isLoopback(new URL(address).hostname) ? { proxyTls: { lookup: toLoopback } } : {}),
  };
}

/** How long a proxy may take to reach the server, in milliseconds: less than a request has in all. */
const longestConnect = 20_000;

/**
 * A proxy that closes the connection instead of opening a tunnel has failed. undici takes that for a
 * connection which was idle for too long, and connects again, at once and without end.
 */
function openTunnels(pool: Pool): Pool {
  const connect = pool.connect.bind(pool);
  return Object.assign(pool, {
    connect: async (options: Dispatcher.ConnectOptions) => {
      try {
        return await connect(options);
      } catch (error) {
        const { code }: { readonly code?: unknown } = Object(error);
        const known = typeof code === "string" ? proxyFailures.get(code) : undefined;
        throw known === undefined ? error : Object.assign(new Error(known), { code: known });
      }
    },
  });
}

/** By undici's codes; nothing of the request has left this machine for the server. */
const proxyFailures: ReadonlyMap<string, string> = new Map([
  ["UND_ERR_SOCKET", "PROXY_CLOSED"],
  ["UND_ERR_INFO", "PROXY_CLOSED"],
  ["UND_ERR_HEADERS_TIMEOUT", "PROXY_TIMEOUT"],
]);
