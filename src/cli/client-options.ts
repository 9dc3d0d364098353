import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import {
  type ClientOptions,
  type Palette,
  parseApiUrl,
  readCredentials,
  renderDiagnostics,
} from "../index.ts";
import type { Io } from "./io.ts";
import type { GitHubOptions, OutputOptions } from "./options.ts";
import { packageVersion } from "./package-version.ts";
import { eraseLine } from "./reading-progress.ts";

const waitWords = {
  "rate-limited": "GitHub's hourly rate limit is used up",
  "secondary-rate-limit": "GitHub asks to slow down",
  pace: "staying below GitHub's limits of pace",
} as const;

/**
 * What the flags and the environment say of how GitHub is spoken to. An interrupt stops every
 * request at once, so whoever writes brings a signal of its own.
 */
export function clientOptions(
  options: GitHubOptions & Omit<OutputOptions, "format">,
  io: Io,
  palette: Palette,
): ClientOptions {
  const apiUrl =
    options.apiUrl ?? (io.environment["GITHUB_API_URL"] || undefined) ?? "https://api.github.com";
  // On a terminal the progress may stand in the line.
  const start = io.stderr.isTTY ? eraseLine : "";
  const note = (line: string): void => io.stderr.write(`${start}${palette.muted(line)}\n`);
  return {
    apiUrl: parseApiUrl(apiUrl),
    credentials: readCredentials(io.environment, (path) =>
      readFileSync(resolve(io.cwd, path), "utf8"),
    ),
    userAgent: `hookfleet/${packageVersion()}`,
    concurrency: options.concurrency,
    noWait: !options.wait,
    signal: io.interrupted,
    ...(options.cache === undefined
      ? {}
      : {
          cache: {
            directory: resolve(io.cwd, options.cache),
            onWarning: (warning) =>
              io.stderr.write(`${start}${renderDiagnostics([warning], { palette })}\n`),
          },
        }),
    ...(options.quiet === true
      ? {}
      : {
          onWait: ({ seconds, reason, owner, until }) => {
            const whose = owner === undefined ? "" : ` (${owner})`;
            const end = new Date(until).toISOString().slice(11, 19);
            note(`Waiting ${Math.ceil(seconds)} s, until ${end} UTC: ${waitWords[reason]}${whose}`);
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
