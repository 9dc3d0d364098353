/**
 * Two URLs that a browser or GitHub would call the same become the same string: scheme and host
 * lower-cased, default port dropped, an empty path written as `/`. Everything behind the host stays
 * byte for byte, because receivers tell it apart.
 */
export function normaliseUrl(text: string): string {
  const parts = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/?#]*)([\s\S]*)$/.exec(text);
  if (parts === null) return text;
  const scheme = (parts[1] ?? "").toLowerCase();
  const authority = parts[2] ?? "";
  const rest = parts[3] ?? "";
  const at = authority.lastIndexOf("@");
  const userinfo = authority.slice(0, at + 1);
  const host = authority
    .slice(at + 1)
    .toLowerCase()
    .replace(scheme === "https" ? /:(?:443)?$/ : scheme === "http" ? /:(?:80)?$/ : /:$/, "");
  return `${scheme}://${userinfo}${host}${rest.startsWith("/") ? rest : `/${rest}`}`;
}
