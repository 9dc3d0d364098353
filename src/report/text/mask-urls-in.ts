import { maskUrl } from "../../model/mask-url.ts";

/** Puts every URL of a text through the masks of URLs; with `path`, paths go as well. */
export function maskUrlsIn(text: string, options: { readonly path?: boolean } = {}): string {
  return text.replace(/\bhttps?:\/\/[^\s"'`<>)\]}]+/gi, (url) => maskUrl(url, options));
}
