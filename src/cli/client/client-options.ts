import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import type { CacheOptions, ClientOptions } from "../../github/client-options.ts";
import { type ApiUrl, parseApiUrl } from "../../github/http/api-url.ts";
import { type Credentials, readCredentials } from "../../github/http/credentials.ts";
import { type ProxySetting, readProxy } from "../../github/http/proxy.ts";
import { hide } from "../../redact/redact-known.ts";
import { renderWait } from "../../render/text/render-run.ts";
import { printDiagnostics } from "../errors/print-error.ts";
import type { Io } from "../io.ts";
import { packageVersion } from "../package-file.ts";
import type { Session } from "../session.ts";

export function environmentCredentials(io: Io): Credentials {
  const readFile = (path: string): string => readRegularFile(resolve(io.cwd, path));
  return hideCredentials(readCredentials(io.environment, readFile), io);
}

/** A key is a small file. A pipe or a device would block, or never end. */
function readRegularFile(path: string): string {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const status = fstatSync(descriptor);
    if (!status.isFile() || status.size > 65_536) throw new Error("no key");
    return readFileSync(descriptor, "utf8");
  } finally {
    closeSync(descriptor);
  }
}

/** Nothing that is printed from here on shows them. */
export function hideCredentials(credentials: Credentials, { hidden }: Io): Credentials {
  hide(credentials.kind === "app" ? credentials.privateKey : credentials.token, hidden);
  return credentials;
}

/**
 * Answers are kept between runs where `--cache` says, or HOOKFLEET_CACHE, or where the system keeps
 * caches; undefined where none is wanted, or this user has no such place.
 * https://specifications.freedesktop.org/basedir/latest/: a path that is not absolute is ignored.
 */
function cacheOptions(session: Session): CacheOptions | undefined {
  const { options, environment, cwd } = session;
  const { HOOKFLEET_CACHE, XDG_CACHE_HOME = "", LOCALAPPDATA = "", HOME = "" } = environment;
  if (options.cache === false) return undefined;
  const named = options.cache ?? (HOOKFLEET_CACHE || undefined);
  const usual = [XDG_CACHE_HOME, LOCALAPPDATA, HOME && join(HOME, ".cache")].find(isAbsolute);
  const directory = named === undefined ? usual && join(usual, "hookfleet") : resolve(cwd, named);
  // Of a folder that nobody has named nobody waits to hear.
  const quiet = session.quiet && named === undefined;
  const onWarning: CacheOptions["onWarning"] = (warning) =>
    void printDiagnostics([warning], { ...session, quiet });
  return directory === undefined ? undefined : { directory, onWarning };
}

function describeProxy({ address, variable, bypass }: ProxySetting, { url }: ApiUrl): string {
  const { host } = new URL(url);
  if (bypass === undefined) return `Proxy ${address} (${variable}) for ${host}`;
  return `No proxy for ${host} (${bypass === "NO_PROXY" ? "NO_PROXY" : "it is this machine"})`;
}

/**
 * How flags and environment configure the client. An interrupt stops every request at once, so a
 * command that writes brings a signal of its own.
 *
 * @param credentials those of the environment unless given
 */
export function clientOptions(session: Session, credentials?: Credentials): ClientOptions {
  const { options, environment, hidden, quiet, status, note } = session;
  const { verbose } = session.err;
  const apiUrl = parseApiUrl(session.apiUrl);
  const proxy = readProxy(environment, apiUrl);
  if (proxy?.credentials !== undefined) hide(proxy.credentials, hidden);
  const log = (line: string): void => session.stderr.write(`${session.err.palette.muted(line)}\n`);
  if (proxy !== undefined && verbose) log(describeProxy(proxy, apiUrl));
  const onWait: ClientOptions["onWait"] = (wait) => {
    const render = (now: number): string => renderWait(wait, now);
    if (status.isLive) status.countDown({ until: wait.until, render });
    else note(render(session.now()));
  };
  const onRequest: ClientOptions["onRequest"] = (request) => {
    const { method, path, status: answer, durationMs, attempt } = request;
    const repeat = attempt > 1 ? ` (attempt ${attempt})` : "";
    log(`${method} ${path} ${answer || "no answer"} ${Math.round(durationMs)} ms${repeat}`);
  };
  return {
    apiUrl,
    proxy,
    credentials: credentials ?? environmentCredentials(session),
    userAgent: `hookfleet/${packageVersion()}`,
    concurrency: options.concurrency,
    noWait: options.wait === false,
    known: hidden.known,
    signal: session.interrupted,
    clock: session,
    cache: cacheOptions(session),
    onWait: quiet ? undefined : onWait,
    onRequest: verbose ? onRequest : undefined,
  };
}
