/**
 * The parts of a URL; undefined where it is none. `URL.canParse` must not be asked: once V8 has
 * optimised it, Node 20 and 22 call URLs with other letters than ASCII unparsable
 * (https://github.com/AikidoSec/firewall-node/pull/1086 has measured it).
 */
export function parseUrl(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}
