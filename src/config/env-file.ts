/** What a line of an env file is refused for; never the text of the line, which may be a secret. */
export interface EnvFileFault {
  /** From 1. */
  readonly line: number;
  /** Goes on after the place. */
  readonly why: string;
}

export interface EnvFile {
  readonly values: ReadonlyMap<string, string>;
  /** The lines of each value as they stand. */
  readonly texts: ReadonlyMap<string, string>;
  /** By name: lines that have a value behind a `#`. */
  readonly commented: ReadonlyMap<string, readonly string[]>;
  readonly faults: readonly EnvFileFault[];
}

interface Found {
  readonly value: string;
  readonly text: string;
  readonly line: number;
}

const assignment = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=(.*)$/s;
const commentedValue = /^\s*#\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*\S/;
const quotedValue = { "'": /^'([^']*)'(.*)$/s, '"': /^"((?:[^"\\]|\\.)*)"(.*)$/s } as const;
const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

const unescaped = (text: string): string =>
  text.replace(/\\(["'\\$`nrt])/g, (_, letter: string) => escapes[letter] ?? letter);

/** What stands behind `NAME=`: its value and how many lines it takes, or why it has none. */
function readValue(raw: string, following: readonly string[]) {
  const rest = raw.trimStart();
  const quote = rest.charAt(0);
  if (quote === "`") return "quotes a value with `; use ' or \"";
  if (quote !== "'" && quote !== '"') {
    const value = raw.replace(/\s+#.*$/s, "").trim();
    // Some tools cut the value there, others keep it.
    return value.includes("#") ? "has a # in a value without quotes" : { value, lines: 1 };
  }
  for (let lines = 1; lines <= following.length + 1; lines += 1) {
    const text = [rest, ...following.slice(0, lines - 1)].join("\n");
    const [, inner, behind] = quotedValue[quote].exec(text) ?? [];
    if (inner === undefined || behind === undefined) continue;
    if (!/^\s*$|^\s+#/.test(behind)) return "has text after the closing quote";
    return { value: quote === "'" ? inner : unescaped(inner), lines };
  }
  return "has a quote that is not closed";
}

/**
 * Reads an env file as dotenv tools do: `NAME=value`, `export NAME=value`, values in single quotes
 * (as they are) or double quotes (with `\n`), over several lines too, and comments. Nothing is
 * expanded. What those tools read in different ways is refused.
 */
export function parseEnvFile(text: string): EnvFile {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  const found = new Map<string, Found>();
  const commented = new Map<string, readonly string[]>();
  const faults: EnvFileFault[] = [];
  for (let index = 0; index < lines.length; ) {
    const line = index + 1;
    const [whole = ""] = lines.slice(index, line);
    index += 1;
    if (/^\s*(?:#|$)/.test(whole)) {
      const [, name] = commentedValue.exec(whole) ?? [];
      if (name !== undefined) commented.set(name, [...(commented.get(name) ?? []), whole]);
      continue;
    }
    const [, name, rest] = assignment.exec(whole) ?? [];
    const read =
      name === undefined || rest === undefined || whole.includes("\0")
        ? "is not NAME=value"
        : readValue(rest, lines.slice(index));
    if (name === undefined || typeof read === "string") {
      faults.push({ line, why: String(read) });
      continue;
    }
    index += read.lines - 1;
    const text = lines.slice(line - 1, index).join("\n");
    const before = found.get(name);
    if (/^\s*\*+\s*$/.test(read.value))
      faults.push({ line, why: "has asterisks for a value, which are GitHub's mask" });
    else if (read.value.includes("\uFFFD"))
      faults.push({ line, why: "has a value that is not UTF-8" });
    else if (before !== undefined && before.value !== read.value)
      faults.push({ line, why: `has another value for the name of line ${before.line}` });
    else found.set(name, { value: read.value, text, line });
  }
  const values = new Map([...found].map(([name, { value }]) => [name, value]));
  const texts = new Map([...found].map(([name, { text }]) => [name, text]));
  return { values, texts, commented, faults };
}

/**
 * A line that every dotenv tool, and a shell, reads as this value; of one that holds a `'` beside `$`,
 * `"` or a backslash, Node's own reader keeps the backslashes.
 */
export function envFileLine(name: string, value: string): string {
  if (!value.includes("'")) return `${name}='${value}'`;
  return `${name}="${value.replace(/[\\"$`]/g, "\\$&")}"`;
}
