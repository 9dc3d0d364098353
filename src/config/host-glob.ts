const label = /^[a-z0-9*_](?:[a-z0-9*_-]*[a-z0-9*_])?$/i;

/**
 * Compiles a pattern over hosts: exact, or with `*` for one label (or a part of one) and `**` for
 * several. With a port it fits that port alone, without one any. Undefined where it is no pattern.
 */
export function compileHostGlob(pattern: string): ((host: string) => boolean) | undefined {
  const match = /^(\[[0-9a-f:.]+\]|[^:[\]]+?)(?::(\d{1,5}))?$/i.exec(pattern);
  const name = match?.[1]?.toLowerCase();
  if (name === undefined) return undefined;
  if (!name.startsWith("[") && !name.split(".").every((part) => label.test(part))) return undefined;
  const source = name
    .split(/(\*+)/)
    .map((part) => {
      if (part.startsWith("**")) return "[^:]+";
      return part === "*" ? "[^.:]+" : part.replace(/[.[\]]/g, "\\$&");
    })
    .join("");
  const expression = new RegExp(`^${source}$`);
  const port = match?.[2];
  return (host) => {
    const [, hostName = "", hostPort] = /^(.*?)(?::(\d+))?$/.exec(host.toLowerCase()) ?? [];
    // `https://host:443` reads as `host`, so the default port can only be asked for by leaving it out.
    return expression.test(hostName) && (port === undefined || port === hostPort);
  };
}
