/** Whether a flag stands in arguments that were not, or could not be, parsed. */
export function asksFor(argv: readonly string[], flag: string): boolean {
  return argv.includes(flag);
}

/** The same for `--format json`; as for the parser, the last one counts. */
export function asksForJson(argv: readonly string[]): boolean {
  const formats = argv.flatMap((word, index) => {
    if (word === "--format") return argv[index + 1] ?? "";
    return word.startsWith("--format=") ? word.slice("--format=".length) : [];
  });
  return formats.at(-1) === "json";
}
