import { HookfleetError } from "../../index.ts";

/** What a plan or a report can be saved as. */
export type FileFormat = "json" | "markdown" | "html";

/** What `--format` of a plan or a report takes. */
export const documentFormats: readonly (FileFormat | "text")[] = [
  "text",
  "json",
  "markdown",
  "html",
];

const reportEndings = [
  [".json", "json"],
  [".md", "markdown"],
] as const;

const endings = [...reportEndings, [".html", "html"]] as const;

/**
 * Bytes. GitHub takes 1 MiB in the summary of a step, and shows nothing of what is longer:
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits
 */
export const longestMarkdown = 1_000_000;

/**
 * The format that the name of a file asks for. Looked at before anything is read, so that a long run
 * does not end with a wrong name.
 *
 * @throws HookfleetError `unknown-format`
 */
export function fileFormat(path: string): FileFormat {
  return formatAmong(endings, path);
}

/** The same for what no page is made of. */
export function reportFormat(path: string): "json" | "markdown" {
  return formatAmong(reportEndings, path);
}

function formatAmong<Format>(
  known: readonly (readonly [ending: string, format: Format])[],
  path: string,
): Format {
  const found = known.find(([ending]) => path.toLowerCase().endsWith(ending));
  if (found !== undefined) return found[1];
  throw new HookfleetError("unknown-format", `--out ${path} has an ending that is no format`, {
    help: `The name ends in ${known.map(([ending]) => ending).join(", ")}.`,
  });
}
