import { redactTokens } from "./redact-tokens.ts";

/** At least one run of characters that no person would choose as a name: long and of mixed kind. */
export function looksLikeToken(segment: string): boolean {
  if (redactTokens(segment) !== segment) return true;
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(segment)) return true;
  if (
    /(?:^|[^0-9a-z])(?=[0-9a-f]*[0-9])(?=[0-9a-f]*[a-f])[0-9a-f]{16,}(?:$|[^0-9a-z])/i.test(segment)
  )
    return true;
  const kinds = [/^[\w~+=.:-]{20,}$/, /[a-z]/, /[A-Z]/, /[0-9]/];
  if (kinds.every((kind) => kind.test(segment))) return true;
  return (segment.match(/[A-Za-z0-9]+/g) ?? []).some((run) => {
    const switches = run.match(/[a-zA-Z](?=[0-9])|[0-9](?=[a-zA-Z])|[a-z](?=[A-Z])/g)?.length ?? 0;
    return (run.length >= 12 && switches >= 4) || (run.length >= 32 && switches >= 1);
  });
}

const mask = "***";

/** A word that says the next segment is a credential, whatever it looks like. */
const announces =
  /^(?:api[-_]?key|auth|credential|key|pass|password|secret|sig|signature|token)s?$/i;

function maskPath(path: string): string {
  const segments = path.split("/");
  return segments
    .map((segment, index) => {
      const [name = "", ...parameters] = segment.split(";");
      const tail = parameters.map((parameter) => `;${parameter.replace(/=[\s\S]*$/, `=${mask}`)}`);
      const hidden =
        name !== "" && (looksLikeToken(decode(name)) || announces.test(segments[index - 1] ?? ""));
      // `/apikey=…/` is a query in all but its place.
      const shown = name.replace(/=[\s\S]+$/, `=${mask}`);
      return `${hidden ? mask : shown}${tail.join("")}`;
    })
    .join("/");
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function maskQuery(query: string): string {
  return query
    .split("&")
    .map((pair) => (pair.includes("=") ? pair.replace(/=[\s\S]*$/, `=${mask}`) : mask))
    .join("&");
}

/** How much of a URL is masked: nothing, what looks like a credential, or the whole path. */
type UrlMask = "none" | "credentials" | "path";

/** Masks every URL of a text, each as `maskOf` says. */
export function maskUrlsIn(text: string, maskOf: (url: string) => UrlMask): string {
  return text.replace(/\bhttps?:\/\/[^\s"'`<>)\]}]+/gi, (url) => {
    const wanted = maskOf(url);
    return wanted === "none" ? url : maskUrl(url, { path: wanted === "path" });
  });
}

/**
 * Takes out of a URL what could be a credential: userinfo, the values of the query, the fragment,
 * and segments of the path that look like tokens; with `path`, the whole path.
 */
export function maskUrl(text: string, options: { readonly path?: boolean } = {}): string {
  const parts = /^([A-Za-z][A-Za-z0-9+.-]*:\/\/)([^/?#]*)([^?#]*)(\?[^#]*)?(#[\s\S]*)?$/.exec(text);
  // A glob may leave the scheme open, and the host with it.
  const [open] = /^\*+:\/\/|^(?=\*\*)/.exec(text) ?? [];
  if (open !== undefined)
    return `${open}${maskUrl(`https://${text.slice(open.length)}`, options).slice("https://".length)}`;
  if (parts === null) return mask;
  const [, scheme = "", authority = "", path = "", query = "", fragment = ""] = parts;
  const at = authority.lastIndexOf("@");
  const shownAuthority = at === -1 ? authority : `${mask}@${authority.slice(at + 1)}`;
  if (options.path === true && (path.length > 1 || query !== "" || fragment !== ""))
    return `${scheme}${shownAuthority}/${mask}`;
  const shownQuery = query === "" ? "" : `?${maskQuery(query.slice(1))}`;
  return `${scheme}${shownAuthority}${maskPath(path)}${shownQuery}${fragment === "" ? "" : `#${mask}`}`;
}
