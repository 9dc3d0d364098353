import type { SourcePosition } from "../../model/diagnostic.ts";
import { globFault } from "../../model/glob-fault.ts";
import { parseUrl } from "../../model/hook-url.ts";
import { encodeUrl, longestUrlKept, type UrlFault, urlFault } from "../../model/url-fault.ts";
import { maskUrl } from "../../redact/mask-url.ts";
import type { DiagnosticCode } from "../diagnostic-codes.ts";
import type { ConfigDiagnostic, Report } from "../diagnostics.ts";
import type { UrlRule } from "../fleet-config.ts";
import { looksSecret, quotedPath } from "../frames/quoted.ts";
import type { Url } from "../generated/config-file.ts";
import { readEnvironmentName } from "../secrets/resolve-secrets.ts";
import { type Checked, mapFields } from "../yaml/yaml-node.ts";
import { parseUrlTemplate, type UrlTemplate } from "./url-template.ts";

/** Reads and judges a `url`. No message repeats any of it: it may be a credential. */
export function readUrl(node: Checked<Url>, report: Report): UrlRule | undefined {
  const { env } = mapFields<Exclude<Url, string>>(node);
  if (env !== undefined) {
    const name = readEnvironmentName(env, report);
    return name === undefined ? undefined : { kind: "env", name, position: node.position };
  }
  const read = readText(node, report);
  if (read === undefined) return undefined;
  const warn = (code: DiagnosticCode, message: string): void =>
    report({ code, message, at: node.position });
  if (/^http:/i.test(read.sample))
    warn("insecure-url", "The URL begins with http://, so deliveries are not encrypted");
  if (isLocalAddress(read.sample, read.hasOpenHost))
    warn(
      "local-address",
      "The URL leads to localhost, a private address or a host without a domain, which github.com cannot reach",
    );
  return read.url;
}

/** The same for the `url` of an entry with `state: absent`, which may be a glob. */
export function readAbsentUrl(node: Checked<Url>, report: Report): UrlRule | undefined {
  const { value: text } = node;
  if (typeof text !== "string" || !text.includes("*")) return readUrl(node, report);
  const template = parseUrlTemplate(text);
  const { sample } = template;
  const subject = "This glob beside `state: absent`";
  const fault = /^[a-z*][a-z0-9+.*-]*:\/\//i.test(sample)
    ? checkUrlGlob(sample, subject, node.position)
    : withoutScheme(text, subject, node.position);
  if (fault !== undefined) report(fault);
  return fault?.code === "bad-glob"
    ? undefined
    : { kind: "text", template, isGlob: true, position: node.position };
}

/** Without one, `**.example.com/**` could mean a path that ends so: too much for what deletes. */
function withoutScheme(text: string, subject: string, at: SourcePosition): ConfigDiagnostic {
  const form = `https://${text.replace(/^\/+/, "")}`;
  const isFine = globFault(form) === undefined && maskUrl(form) === form;
  return {
    code: "bad-glob",
    message: `${subject} has no scheme, so it could match text in a path`,
    help: `Write ${isFine ? quotedPath(form) : "it with a scheme: https://old.example.com/**"}.`,
    at,
  };
}

/** The same for `previous_urls`, which nothing is delivered to. */
export function readUrls(
  { value }: Checked<readonly string[]>,
  report: Report,
): readonly UrlRule[] | undefined {
  return value?.flatMap((item) => readText(item, report)?.url ?? []);
}

function readText(
  { value: text, position }: Checked<Url>,
  report: Report,
): { readonly sample: string; readonly hasOpenHost: boolean; readonly url: UrlRule } | undefined {
  if (typeof text !== "string") return undefined;
  const template = parseUrlTemplate(text);
  const { sample, hasOpenHost } = template;
  const fault = urlFault(sample);
  if (fault !== undefined) {
    const help = encodingHelp(fault, template);
    report({ code: "bad-url", message: `The URL ${fault.why}`, help, at: position });
    return undefined;
  }
  if (holdsCredential(sample)) {
    const message =
      "The URL seems to hold a credential, which everybody who reads the file can see";
    const help = "Put the URL into an environment variable and write {env: NAME}.";
    report({ code: "credentials-in-url", message, help, at: position });
  }
  return { sample, hasOpenHost, url: { kind: "text", template, position } };
}

/** How to write a URL that only lacks encoding; what could be a credential is not repeated. */
function encodingHelp({ encoded }: UrlFault, template: UrlTemplate): string | undefined {
  if (encoded === undefined) return undefined;
  const pieces = template.parts.map((one) =>
    one.kind === "text" ? encodeUrl(one.text) : `{${one.name}}`,
  );
  return template.hasOpenHost || maskUrl(encoded) !== encoded
    ? "Percent-encode them: a blank is %20, `|` is %7C."
    : `Write ${quotedPath(pieces.join(""))}.`;
}

/** Warns of a URL that GitHub would cut: it would deliver elsewhere, and every plan would differ. */
export function longUrl(text: string, at: SourcePosition): readonly ConfigDiagnostic[] {
  if (text.length <= longestUrlKept) return [];
  const message = `The URL is longer than ${longestUrlKept} characters; GitHub has cut such URLs`;
  return [{ code: "long-url", message, help: "Use a shorter URL.", at }];
}

/**
 * What is wrong with a glob over URLs. One that guards nothing is worse than none, because it is
 * relied on.
 *
 * @param subject begins the message, such as "This glob in `ignore`"
 */
export function checkUrlGlob(
  glob: string,
  subject: string,
  at: SourcePosition,
): ConfigDiagnostic | undefined {
  const fault = globFault(glob);
  if (fault === undefined) return undefined;
  const { code, why, instead } = fault;
  // A glob that was made of a URL may hold its credential.
  const asUrl = instead?.replace(/^[^/]*:\/\/|^\*\*\/?/, "https://");
  const help =
    instead === undefined || asUrl === undefined || maskUrl(asUrl) !== asUrl
      ? "A glob begins with a scheme or `**`: https://hooks.zapier.com/**"
      : `Write ${quotedPath(instead)}.`;
  return { code, message: `${subject} ${why}`, help, at };
}

/** Names in a query whose values are credentials, however those look. */
const credentialNames =
  /(?:^|[^a-z0-9])(?:(?:access|api|auth|private)?token|secret|passw(?:or)?d|pwd|passphrase|signature|(?:access|api|private)[-_]?key)s?$/i;

function isCredential(name: string, value: string): boolean {
  if (looksSecret(value, name)) return true;
  const isSwitch = /^(?:|true|false|yes|no|on|off|[01])$/i.test(value);
  return !isSwitch && credentialNames.test(name.replace(/[a-z](?=[A-Z])/g, "$&_"));
}

/** Whether a URL holds what looks like a credential: userinfo, a token in path, query or fragment. */
export function holdsCredential(text: string): boolean {
  const url = parseUrl(text);
  if (url === undefined) return false;
  if (url.username !== "" || url.password !== "") return true;
  const bare = text.replace(/[?#][\s\S]*$/, "");
  if (maskUrl(bare) !== bare || looksSecret(url.hash.slice(1))) return true;
  if (url.search === "") return false;
  return [...url.searchParams].some(([name, value]) => isCredential(name, value));
}

/**
 * Names that no public resolver knows, and others that private networks are advised against and use.
 * https://www.rfc-editor.org/rfc/rfc6762#appendix-G, https://www.rfc-editor.org/rfc/rfc8375
 */
const localName =
  /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|private|corp|home|lan|home\.arpa)$/;

/**
 * Whether a URL leads to this machine or into a private network, where github.com does not get: a name
 * without a dot is known there alone. A GitHub Enterprise Server may know it.
 *
 * @param hasOpenHost a placeholder stands in the host, and what fills it may have dots
 */
export function isLocalAddress(text: string, hasOpenHost = false): boolean {
  const host = parseUrl(text)?.hostname.replace(/\.$/, "");
  if (host === undefined) return false;
  if (localName.test(host) || (/^[^.[]+$/.test(host) && !hasOpenHost)) return true;
  const mapped = /^\[::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/.exec(host);
  if (mapped !== null) {
    const [high, low] = [
      Number.parseInt(mapped[1] ?? "", 16),
      Number.parseInt(mapped[2] ?? "", 16),
    ];
    return isPrivateAddress([high >> 8, high & 255, low >> 8, low & 255]);
  }
  if (host.startsWith("[")) return /^\[(?:::1?\]|f[cd]|fe[89a-f])/.test(host);
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
