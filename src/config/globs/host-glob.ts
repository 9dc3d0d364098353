import { type GlobPiece, matchesPieces } from "../../model/url-glob.ts";

const label = /^[a-z0-9*_](?:[a-z0-9*_-]*[a-z0-9*_])?$/i;

/**
 * Compiles a pattern over hosts: exact, or with `*` for one label (or a part of one) and `**` for
 * several. With a port it fits that port alone, without one any. Undefined where it is no pattern.
 * The compiled pattern takes `host:port`, with the port also where it is the scheme's own.
 */
export function compileHostGlob(pattern: string): ((host: string) => boolean) | undefined {
  const match = /^(\[[0-9a-f:.]+\]|[^:[\]]+)(?::(\d{1,5}))?$/i.exec(pattern);
  const name = match?.[1]?.toLowerCase();
  if (name === undefined) return undefined;
  if (!name.startsWith("[") && !name.split(".").every((part) => label.test(part))) return undefined;
  const pieces = name
    .split(/(\*+)/)
    .filter((part) => part !== "")
    .map((part): GlobPiece => {
      if (!part.startsWith("*")) return { kind: "text", text: part };
      return { kind: "run", except: part === "*" ? ".:" : ":", atLeast: 1 };
    });
  const port = match?.[2];
  return (host) => {
    const [, hostName = "", hostPort] = /^(.*?)(?::(\d+))?$/.exec(host.toLowerCase()) ?? [];
    return matchesPieces(pieces, hostName) && (port === undefined || port === hostPort);
  };
}
