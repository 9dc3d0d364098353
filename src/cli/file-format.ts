import { HookfleetError } from "../index.ts";

/** What a plan or a report can be saved as. */
export type FileFormat = "json" | "markdown" | "html";

/** What `--format` of a plan or a report takes. */
export const documentFormats: readonly (FileFormat | "text")[] = [
  "text",
  "json",
  "markdown",
  "html",
];

const endings: readonly (readonly [ending: string, format: FileFormat])[] = [
  [".json", "json"],
  [".md", "markdown"],
  [".html", "html"],
];

/**
 * The format that the name of a file asks for. Looked at before anything is read, so that a long run
 * does not end with a wrong name.
 *
 * @throws HookfleetError `unknown-format`
 */
export function fileFormat(path: string): FileFormat {
  const found = endings.find(([ending]) => path.toLowerCase().endsWith(ending));
  if (found !== undefined) return found[1];
  throw new HookfleetError("unknown-format", `--out ${path} has an ending that is no format`, {
    help: `The name ends in ${endings.map(([ending]) => ending).join(", ")}.`,
  });
}
