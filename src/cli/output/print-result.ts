import { renderJson } from "../../render/render-json.ts";
import type { Io } from "../io.ts";
import type { Options, OutFile, ResultOptions } from "../options/options.ts";
import type { Session } from "../session.ts";
import { inChunks, writeFileWhole } from "./output-file.ts";

/** How a result is shown: what is saved has its URLs masked, and is never a summary. */
export interface ResultShown {
  readonly showUrls: boolean;
  readonly summary?: true | undefined;
}

/**
 * A result in each of its formats, each made where it is asked for: text with a line break at its end
 * (but for `text`), pieces of it, or a document that becomes JSON.
 */
export type Formats<Format extends string> = {
  readonly [Name in Format]: (shown: ResultShown) => string | Iterable<string> | object;
};

/** Makes a document once for each way of showing it, for however many formats. */
export function madeOnce<Document extends object>(
  make: (shown: Pick<ResultShown, "showUrls">) => Document,
): typeof make {
  const made = new Map<boolean, Document>();
  return ({ showUrls }) => {
    const document = made.get(showUrls) ?? make({ showUrls });
    made.set(showUrls, document);
    return document;
  };
}

/** Saves a result in the files of `--out`, and prints it as `--format` says. */
export function printResult<Format extends string>(
  session: Pick<Session, "showUrls"> &
    Io & { readonly options: Pick<Options, "summary"> & ResultOptions<NoInfer<Format>> },
  formats: Formats<Format> & { readonly text: (shown: ResultShown) => string },
): void {
  const { options, showUrls, stdout } = session;
  const { format = "text", out = [], summary } = options;
  saveResult(out, formats, session);
  const shown = { showUrls, summary };
  const result = format === "text" ? endLine(formats.text(shown)) : formats[format](shown);
  for (const chunk of inChunks(piecesOf(result))) stdout.write(chunk);
}

/** Nothing is no line. */
export function endLine(text: string): string {
  return text === "" ? "" : `${text}\n`;
}

/** Saves a result in the files of `--out`. */
export function saveResult<Format extends string>(
  files: readonly OutFile<NoInfer<Format>>[],
  formats: Formats<Format>,
  io: Io,
): void {
  for (const { path, format } of files)
    writeFileWhole(path, piecesOf(formats[format]({ showUrls: false })), io);
}

function piecesOf(result: string | object): Iterable<string> {
  if (typeof result === "string") return [result];
  return isIterable(result) ? result : [`${renderJson(result)}\n`];
}

function isIterable(result: object): result is Iterable<string> {
  return Symbol.iterator in result;
}
