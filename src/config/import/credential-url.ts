import type { HookUrl } from "../../model/hook-url.ts";
import { maskUrl } from "../../model/mask-url.ts";
import { looksSecret } from "../frames/looks-secret.ts";

/**
 * Receivers where knowing the URL is all it takes to post or to read, whatever its segments look
 * like. Their makers say so, for example
 * https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks and
 * https://docs.discord.com/developers/resources/webhook
 */
const secretByDesign: readonly RegExp[] = [
  /^hooks\.slack(?:-gov)?\.com\//,
  /^(?:[a-z]+\.)?discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\//,
  /^hooks\.zapier\.com\//,
  /^(?:[^/]+\.)?webhook\.office\.com\//,
  /^outlook\.office(?:365)?\.com\/webhook/,
  /^maker\.ifttt\.com\//,
  /^hook\.(?:[a-z0-9]+\.)?(?:make|integromat)\.com\//,
  /^webhook\.site\//,
  /^smee\.io\//,
  /^[^/]+\.pipedream\.net\//,
];

/** Whether a URL is a credential, so that a file in git must not hold it. In doubt it is one. */
export function isCredentialUrl(url: HookUrl): boolean {
  const text = url.reveal();
  if (maskUrl(text) !== text || shownHost(url) !== url.host()) return true;
  const { hostname, pathname } = new URL(text);
  return secretByDesign.some((receiver) => receiver.test(`${hostname}${pathname}`));
}

/**
 * The host of a URL, fit to be written down: a label that looks like a token, as tunnels and
 * request catchers have it, becomes `*`, which is also how a glob over hosts says it.
 */
export function shownHost(url: HookUrl): string {
  return url
    .host()
    .split(".")
    .map((label) => label.replace(/^[^:]*/, (name) => (looksSecret(name) ? "*" : name)))
    .join(".");
}
