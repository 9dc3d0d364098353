/** Compiles a URL glob: `*` stays within a path segment, `**` takes anything. */
export function compileGlob(pattern: string): (url: string) => boolean {
  const source = pattern
    .split(/(\*+)/)
    .map((part) => {
      if (part.startsWith("**")) return ".*";
      return part === "*" ? "[^/]*" : part.replace(/[\\^$.+?()[\]{}|]/g, "\\$&");
    })
    .join("");
  const expression = new RegExp(`^${source}$`, "s");
  return (url) => expression.test(url);
}
