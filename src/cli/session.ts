import { renderJson } from "../render/render-json.ts";
import { colorEnabled, createPalette, type Palette } from "../render/text/palette.ts";
import type { Io, OutputStream } from "./io.ts";
import type { OutputOptions } from "./options/options.ts";

/** How text is written for one stream: a terminal on one says nothing about the other. */
export interface TextStyle {
  readonly palette: Palette;
  /** Columns of the terminal; undefined where it is none. */
  readonly width: number | undefined;
  readonly showUrls: boolean;
  readonly verbose: boolean;
}

/** What the code of a command gets: its process, its options, and what follows from both. */
export interface Session<Options = object> extends Io {
  readonly options: Options;
  readonly out: TextStyle;
  readonly err: TextStyle;
  readonly quiet: boolean;
  /** The result is one JSON document on stdout. */
  readonly json: boolean;
  readonly showUrls: boolean;
  /** A line on stderr for people, not under `--quiet`. */
  readonly note: (line: string) => void;
  /**
   * Shows how far the run is, in the last line of a terminal; undefined = nothing any more. Never
   * under `--quiet`, and not under `--verbose`, whose lines about requests show it too.
   */
  readonly progress: (text: string | undefined) => void;
}

type SharedOptions = Partial<OutputOptions> & { readonly showUrls?: true };

/** Made once a run, when the options of the command are known. */
export function openSession<Options extends SharedOptions>(
  options: Options,
  io: Io,
): Session<Options> {
  const quiet = options.quiet === true;
  const verbose = options.verbose === true;
  const showUrls = options.showUrls === true;
  const styleFor = (stream: OutputStream): TextStyle => ({
    palette: createPalette(colorEnabled(stream, io.environment, options.color === false)),
    width: stream.columns,
    showUrls,
    verbose,
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
    note: (line) => {
      if (!quiet) io.stderr.write(`${err.palette.muted(line)}\n`);
    },
    progress: (text) => {
      if (showsProgress) io.status.progress(text);
    },
  };
}

/** Prints the result of a command: one JSON document, or text for people. */
export function printResult(
  { stdout, out, json }: Pick<Session, "stdout" | "out" | "json">,
  document: () => object,
  text: (style: TextStyle) => string,
): void {
  stdout.write(`${json ? renderJson(document()) : text(out)}\n`);
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
