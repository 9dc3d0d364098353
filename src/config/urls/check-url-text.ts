import { maskUrl } from "../../model/mask-url.ts";
import { parseUrl } from "../../model/parse-url.ts";
import { looksSecret } from "../frames/looks-secret.ts";

/** Servers refuse far shorter ones. */
const longestUrl = 8192;

/** What is the matter with a URL; undefined where GitHub can deliver to it. */
export function urlFault(text: string): string | undefined {
  if (text.length > longestUrl) return `is longer than ${longestUrl} characters`;
  if (/\s/u.test(text)) return "holds blanks; they must be percent-encoded";
  // Characters without a width, and those that turn the direction of text, show another URL than is
  // there.
  if (/[\p{Cc}\p{Cf}\p{Cs}\\]/u.test(text)) {
    return "holds a backslash, a control character or one that cannot be seen";
  }
  if (/[{}]/.test(text)) return "holds a brace that belongs to no placeholder; write %7B or %7D";
  if (!/^https?:/i.test(text)) return "must begin with https:// or http://";
  if (!/^https?:\/\/[^/?#]/i.test(text)) return "has no host";
  if (parseUrl(text) === undefined) return "cannot be parsed";
  return /^https?:\/\/(?:[^/?#]*@)?(?:$|[:/?#])/i.test(text) ? "has no host" : undefined;
}

/** Whether a URL holds what looks like a credential: userinfo, a token in path, query or fragment. */
export function holdsCredential(text: string): boolean {
  const url = parseUrl(text);
  if (url === undefined) return false;
  if (url.username !== "" || url.password !== "") return true;
  const bare = text.replace(/[?#][\s\S]*$/, "");
  if (maskUrl(bare) !== bare || looksSecret(url.hash.slice(1))) return true;
  return [...url.searchParams].some(([name, value]) => looksSecret(value, name));
}

/** Whether a URL leads to this machine or into a private network, where GitHub does not get. */
export function isLocalAddress(text: string): boolean {
  const host = parseUrl(text)?.hostname.replace(/\.$/, "");
  if (host === undefined) return false;
  if (/(?:^|\.)(?:localhost|local|internal|localdomain)$/.test(host)) return true;
  const mapped = /^\[::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/.exec(host);
  if (mapped !== null) {
    const [high, low] = [
      Number.parseInt(mapped[1] ?? "", 16),
      Number.parseInt(mapped[2] ?? "", 16),
    ];
    return isPrivateAddress([high >> 8, high & 255, low >> 8, low & 255]);
  }
  if (host.startsWith("[")) return /^\[(?:::1?\]|f[cd]|fe[89ab])/.test(host);
  const numbers = /^\d+\.\d+\.\d+\.\d+$/.test(host) ? host.split(".").map(Number) : undefined;
  return numbers !== undefined && isPrivateAddress(numbers);
}

function isPrivateAddress([first = 0, second = 0]: readonly number[]): boolean {
  return (
    first === 0 ||
    first === 10 ||
    first === 127 ||
    (first === 100 && second >= 64 && second < 128) ||
    (first === 169 && second === 254) ||
    (first === 172 && second >= 16 && second < 32) ||
    (first === 192 && second === 168)
  );
}
