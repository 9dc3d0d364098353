/** What a value names: something of the file system, a scope of the configuration, or neither. */
export type ValueKind = "files" | "directories" | "patterns" | "scopes" | "free";

/** By the placeholder in the help, so that what is shown and what is completed are one thing. */
const kinds: Readonly<Record<string, ValueKind>> = {
  file: "files",
  path: "files",
  plan: "files",
  planfile: "files",
  driftfile: "files",
  dir: "directories",
  pattern: "patterns",
  target: "patterns",
  scope: "scopes",
};

/** What stands for a value in flags such as `--out <file>`, or the name of an argument. */
export function valueKind(flagsOrName: string): ValueKind {
  const placeholder = /[<[]([^\]>.]+)/.exec(flagsOrName)?.[1] ?? flagsOrName;
  return kinds[placeholder.toLowerCase()] ?? "free";
}
