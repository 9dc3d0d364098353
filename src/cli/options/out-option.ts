import { HookfleetError } from "../../model/errors.ts";
import { type AddOption, option } from "./option.ts";

/** What a plan or a report can be saved as. */
export type FileFormat = "json" | "markdown" | "html";

/** What `--format` of a plan or a report takes. */
export const documentFormats: readonly (FileFormat | "text")[] = [
  "text",
  "json",
  "markdown",
  "html",
];

/** A file that `--out` names, and what its ending asks for. */
export interface OutFile<Format = FileFormat> {
  readonly path: string;
  readonly format: Format;
}

export const fileEndings = { ".json": "json", ".md": "markdown", ".html": "html" } as const;

/** Of what can be watched, too. */
export const watchedEndings: Readonly<Record<string, WatchedFormat>> = {
  ...fileEndings,
  ".prom": "prometheus",
};
export type WatchedFormat = FileFormat | "prometheus";

/** The endings of what no page is made of. */
export const reportEndings = { ".json": "json", ".md": "markdown" } as const;

/**
 * `--out`, repeatable. The format is read from the name before anything else is done, so that a long
 * run does not end with a wrong name.
 *
 * @throws HookfleetError `unknown-format`, while the command line is parsed
 */
export function outOption(
  what: string,
  endings: Readonly<Record<string, string>> = fileEndings,
): AddOption {
  return option<readonly OutFile<string>[]>(
    "--out <file>",
    `${what}; repeatable`,
    (path, earlier) => [...earlier, { path, format: formatOf(path, endings) }],
    [],
    "not saved",
  );
}

function formatOf(path: string, endings: Readonly<Record<string, string>>): string {
  const found = Object.entries(endings).find(([ending]) => path.toLowerCase().endsWith(ending));
  if (found !== undefined) return found[1];
  throw new HookfleetError("unknown-format", `--out ${path} has an ending that is no format`, {
    help: `The name ends in ${Object.keys(endings).join(", ")}.`,
  });
}
