import { sanitizeLines } from "../redact/sanitize.ts";
import type { TextOptions } from "../render/text/palette.ts";
import { paletteFor } from "../render/text/terminal.ts";
import type { Io, OutputStream } from "./io.ts";
import type { Options } from "./options/options.ts";

/** How text is written for one stream: a terminal on one says nothing about the other. */
export type TextStyle = Required<Omit<TextOptions, "summary">>;

/**
 * What the code of a command gets: its process, its options, and what follows from both.
 *
 * @typeParam Own options that other commands have not, or not of this type
 */
export interface Session<Own = unknown> extends Io {
  readonly options: Options & Own;
  readonly out: TextStyle;
  readonly err: TextStyle;
  readonly quiet: boolean;
  /** The result is one JSON document on stdout. */
  readonly json: boolean;
  readonly showUrls: boolean;
  /** The API as it was given, not checked. */
  readonly apiUrl: string;
  /** A line on stderr for people, not under `--quiet`. */
  readonly note: (line: string) => void;
  /**
   * Shows how far the run is, in the last line of a terminal; undefined = nothing any more. Never
   * under `--quiet`, and not under `--verbose`, whose lines about requests show it too.
   */
  readonly progress: (text: string | undefined) => void;
}

/** What options give that collect values, where a command has none of them. */
const noLists = {
  ...{ base: [], envFile: [], event: [], file: [], guid: [], hook: [], ignore: [] },
  ...{ label: [], resupply: [], switch: [], target: [] },
};

/** Made once a run, when the options of the command are known. */
export function openSession(
  given: Partial<Options> & { readonly format?: string },
  io: Io,
): Session {
  const options = { ...noLists, ...given };
  const quiet = options.quiet === true;
  const verbose = options.verbose === true;
  const showUrls = options.showUrls === true;
  const apiUrl = options.apiUrl ?? (io.environment["GITHUB_API_URL"] || "https://api.github.com");
  const styleFor = (stream: OutputStream): TextStyle => ({
    palette: paletteFor(stream, io.environment, options.color === false),
    width: stream.columns,
    showUrls,
    verbose,
    apiUrl,
  });
  const err = styleFor(io.stderr);
  const showsProgress = io.status.isLive && !quiet && !verbose;
  return {
    ...io,
    options,
    out: styleFor(io.stdout),
    err,
    quiet,
    json: options.format === "json",
    showUrls,
    apiUrl,
    note: (line) => {
      if (!quiet) io.stderr.write(`${err.palette.muted(sanitizeLines(line).join("\n"))}\n`);
    },
    progress: (text) => {
      if (showsProgress) io.status.progress(text);
    },
  };
}

/** Shows progress while some work lasts. */
export async function withProgress<T>(
  { progress }: Pick<Session, "progress">,
  work: (show: (text: string) => void) => Promise<T>,
): Promise<T> {
  try {
    return await work(progress);
  } finally {
    progress(undefined);
  }
}

/** How many repositories were found; how many there are is not known before the end. */
export function listingProgress({
  progress,
}: Pick<Session, "progress">): (owner: string, soFar: number) => void {
  const found = new Map<string, number>();
  return (owner, soFar) => {
    found.set(owner, soFar);
    const sum = [...found.values()].reduce((total, count) => total + count, 0);
    progress(`Listing repositories: ${sum} so far, ${owner}`);
  };
}
