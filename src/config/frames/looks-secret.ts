import { maskUrl } from "../../model/mask-url.ts";
import { harmlessText } from "./harmless-text.ts";

const masks = (segments: string): boolean => {
  const url = `https://host/${segments}`;
  return maskUrl(url) !== url;
};

/**
 * Whether a text looks like a credential: a token by its shape, or anything that stands behind a
 * name like `token`. Asks the rules by which URLs are masked, so that there is one idea of it.
 */
export function looksSecret(text: string, name?: string): boolean {
  const segment = encodeURIComponent(harmlessText(text));
  if (text === "") return false;
  if (text.includes("://") && maskUrl(text) !== text) return true;
  if (name !== undefined && masks(`${encodeURIComponent(harmlessText(name))}/${segment}`)) {
    return true;
  }
  return masks(segment);
}
