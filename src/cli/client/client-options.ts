import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { ClientOptions } from "../../github/client-options.ts";
import { type ApiUrl, parseApiUrl } from "../../github/http/api-url.ts";
import { type Credentials, readCredentials } from "../../github/http/credentials.ts";
import { type ProxySetting, readProxy } from "../../github/http/proxy.ts";
import { hide } from "../../redact/redact-known.ts";
import type { Palette } from "../../render/text/palette.ts";
import { renderDiagnostics } from "../../render/text/render-diagnostics.ts";
import { renderWait } from "../../render/text/render-run.ts";
import type { Io } from "../io.ts";
import type { GitHubOptions, OutputOptions } from "../options/options.ts";
import { packageVersion } from "../package-file.ts";

/** The API that flags and environment name. Nothing is asked of it. */
export function apiUrlOf({ apiUrl }: Pick<GitHubOptions, "apiUrl">, io: Io): ApiUrl {
  const named = apiUrl ?? (io.environment["GITHUB_API_URL"] || undefined);
  return parseApiUrl(named ?? "https://api.github.com");
}

/** The credentials that stand in the environment. */
export function environmentCredentials(io: Io): Credentials {
  const readFile = (path: string): string => readRegularFile(resolve(io.cwd, path));
  return hideCredentials(readCredentials(io.environment, readFile), io);
}

/** A key is a small file. A pipe or a device would block, or never end. */
function readRegularFile(path: string): string {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const { size } = fstatSync(descriptor);
    if (!fstatSync(descriptor).isFile() || size > 65_536) throw new Error("no key");
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

function showProxy({ address, variable, bypass }: ProxySetting, { url }: ApiUrl): string {
  const { host } = new URL(url);
  if (bypass === undefined) return `Proxy ${address} (${variable}) for ${host}`;
  return `No proxy for ${host} (${bypass === "NO_PROXY" ? "NO_PROXY" : "it is this machine"})`;
}

/**
 * What the flags and the environment say of how GitHub is spoken to. An interrupt stops every
 * request at once, so whoever writes brings a signal of its own.
 *
 * @param credentials those of the environment unless told
 */
export function clientOptions(
  options: GitHubOptions & Omit<OutputOptions, "format">,
  io: Io,
  palette: Palette,
  credentials?: Credentials,
): ClientOptions {
  const note = (line: string): void => io.stderr.write(`${palette.muted(line)}\n`);
  const apiUrl = apiUrlOf(options, io);
  const proxy = readProxy(io.environment, apiUrl);
  if (proxy?.credentials !== undefined) hide(proxy.credentials, io.hidden);
  if (proxy !== undefined && options.verbose === true) note(showProxy(proxy, apiUrl));
  return {
    apiUrl,
    proxy,
    credentials: credentials ?? environmentCredentials(io),
    userAgent: `hookfleet/${packageVersion()}`,
    concurrency: options.concurrency,
    noWait: !options.wait,
    known: io.hidden.known,
    signal: io.interrupted,
    clock: io,
    ...(options.cache === undefined
      ? {}
      : {
          cache: {
            directory: resolve(io.cwd, options.cache),
            onWarning: (warning) =>
              io.stderr.write(`${renderDiagnostics([warning], { palette })}\n`),
          },
        }),
    ...(options.quiet === true
      ? {}
      : {
          onWait: (wait) => {
            const render = (now: number): string => renderWait(wait, now);
            if (io.status.isLive) io.status.countDown({ until: wait.until, render });
            else note(render(io.now()));
          },
        }),
    ...(options.verbose === true
      ? {
          onRequest: ({ method, path, status, durationMs, attempt }) =>
            note(
              `${method} ${path} ${status === 0 ? "no answer" : status} ${Math.round(durationMs)} ms${attempt > 1 ? ` (attempt ${attempt})` : ""}`,
            ),
        }
      : {}),
  };
}
