import { type Document, isScalar, parseDocument, visit } from "yaml";
import type { ConfigDiagnostic, Report } from "../diagnostics.ts";
import { convertYaml, type TextRange } from "./convert-yaml.ts";
import type { MapNode } from "./yaml-node.ts";
import { positionAt, type SourceText } from "./yaml-node.ts";

const begin = "Begin it with `version: 1`.";
const columns = "Put the keys of one map, and the dashes of one list, into one column.";

/** Why YAML breaks, and what to do: the library's own messages may repeat parts of the text. */
const reasons: Readonly<
  Record<
    string,
    readonly [message: string, help?: string | undefined, code?: ConfigDiagnostic["code"]]
  >
> = {
  BAD_ALIAS: [
    "A value begins with `*`, which makes it an alias that has no name",
    'Put a value that begins with `*` in quotes: events: ["*"], name: "service-*".',
  ],
  BAD_DQ_ESCAPE: ["A backslash in double quotes begins no known escape"],
  BAD_INDENT: ["The indentation does not fit what is above", columns],
  BAD_SCALAR_START: ["A value begins with a character that must be in quotes"],
  BLOCK_AS_IMPLICIT_KEY: [
    "A line holds a second `key: value`, and a value with `: ` must be in quotes; or the line below is not indented enough",
    columns,
  ],
  MISSING_CHAR: [
    "Something is missing: a closing quote or bracket, a space, a colon, a dash; or the line is indented too little",
    columns,
  ],
  MULTIPLE_DOCS: [
    "A second YAML document begins here; a file holds one",
    undefined,
    "multiple-documents",
  ],
  RESOURCE_EXHAUSTION: ["Maps and lists are nested too deep", undefined, "too-deep"],
  MULTILINE_IMPLICIT_KEY: ["A key goes over several lines, or a colon is missing"],
  TAB_AS_INDENT: ["A tab is used for indentation", "Use spaces."],
  UNEXPECTED_TOKEN: [
    "A character or word is not allowed here",
    "Within `{ … }` and `[ … ]`, a value that holds `{`, `}`, `[`, `]` or `,` must be in quotes.",
  ],
};

export interface ParsedFile {
  readonly source: SourceText;
  /** `undefined` where there is no map that further steps could look at. */
  readonly root: MapNode | undefined;
  /** Where every scalar stands; `undefined` where that is not known for certain. */
  readonly scalars: readonly TextRange[] | undefined;
}

/** Parses one file. Without a root, one diagnostic was reported; broken YAML gives only one. */
export function parseYaml(source: SourceText, report: Report): ParsedFile {
  const nothing = { source, root: undefined, scalars: undefined };
  const start = positionAt(source, 0);
  if (source.text.includes("\0")) {
    report({ code: "not-text", message: "This is not a text file", at: start });
    return nothing;
  }
  const document = parseSafely(source.text);
  const broken = document && firstError(document, source);
  if (document === undefined || broken !== undefined) {
    report(broken ?? { code: "yaml-syntax", message: "This is not valid YAML", at: start });
    return nothing;
  }
  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === null)) {
    report({ code: "empty-file", message: "The file is empty", help: begin, at: start });
    return nothing;
  }
  const { root, scalars } = convertYaml(contents, source, report);
  if (root.kind === "map") return { source, root, scalars };
  if (root.kind !== "invalid") {
    const isGlued = root.kind === "scalar" && /^\w+:\S/.test(String(root.value));
    const help = isGlued ? "A colon needs a space after it: `version: 1`." : begin;
    const message = "The file must be a map of keys and values";
    report({ code: "wrong-type", message, help, at: root.position });
  }
  return nothing;
}

function parseSafely(text: string): Document.Parsed | undefined {
  try {
    return parseDocument(text, {
      // Duplicates are found in `convertYaml`: the library compares each key with every other.
      uniqueKeys: false,
      resolveKnownTags: false,
      prettyErrors: false,
      logLevel: "error",
    });
  } catch {
    // The library does not promise to survive every text, and whatever it says may quote it.
    return undefined;
  }
}

function firstError(document: Document.Parsed, source: SourceText): ConfigDiagnostic | undefined {
  const { yaml } = document.directives;
  const [error] = document.errors;
  const [warning] = document.warnings;
  const at = positionAt(source, (error ?? warning)?.pos[0] ?? 0);
  if (error !== undefined) {
    const quote = error.code === "MISSING_CHAR" ? unclosedQuote(document, source.text) : undefined;
    if (quote !== undefined) {
      const message = "The quote that opens here is never closed";
      return { code: "yaml-syntax", message, at: positionAt(source, quote) };
    }
    const [message = "This is not valid YAML", help, code = "yaml-syntax"] =
      reasons[error.code] ?? [];
    return { code, message, help, at };
  }
  if (yaml.explicit === true && yaml.version !== "1.2") {
    const help = "Drop the `%YAML` line.";
    const start = positionAt(source, 0);
    return { code: "yaml-version", message: "The file must be YAML 1.2", help, at: start };
  }
  if (warning === undefined) return undefined;
  const help = "Put a value that begins with this character in quotes.";
  if (warning.code === "TAG_RESOLVE_FAILED") {
    const message = "A value begins with `!`, which makes it a tag that is not known";
    return { code: "yaml-tag", message, help, at };
  }
  const message = "A line begins with `%`, which makes it a directive that is not known";
  return { code: "yaml-syntax", message, help, at };
}

/** The library points at the end of the file; the beginning is where the mistake is. */
function unclosedQuote(document: Document.Parsed, text: string): number | undefined {
  let found: number | undefined;
  visit(document, {
    Scalar(_key, node) {
      if (found !== undefined || !node.type?.startsWith("QUOTE") || !node.range) return;
      const written = text.slice(node.range[0], node.range[1]);
      if (written.length < 2 || !written.endsWith(written.charAt(0))) found = node.range[0];
    },
  });
  return found;
}
