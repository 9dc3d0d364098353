import type { SourcePosition } from "../../model/diagnostic.ts";
import { globFault } from "../../model/glob-fault.ts";
import { urlFault } from "../../model/url-fault.ts";
import { maskUrl } from "../../redact/mask-url.ts";
import type { ConfigDiagnostic, Report } from "../diagnostics.ts";
import type { UrlRule } from "../fleet-config.ts";
import { quotedPath } from "../frames/quoted.ts";
import type { Url } from "../generated/config-file.ts";
import { readEnvironmentName } from "../secrets/secret-source.ts";
import { entryOf, stringOf, type YamlNode } from "../yaml/yaml-node.ts";
import { checkUrlGlob, encodingHelp, holdsCredential, isLocalAddress } from "./judge-url.ts";
import { fillUrlTemplate, parseUrlTemplate } from "./url-template.ts";

type UrlMap = Exclude<Url, string>;

/** Reads and judges a `url`. No message repeats any of it: it may be a credential. */
export function readUrl(node: YamlNode, report: Report): UrlRule | undefined {
  if (node.kind === "map") {
    const name = readEnvironmentName(entryOf<UrlMap>(node, "env")?.value, report);
    return name === undefined ? undefined : { kind: "env", name, position: node.position };
  }
  const read = readText(node, report);
  if (read === undefined) return undefined;
  if (/^http:/i.test(read.sample)) {
    report({
      code: "insecure-url",
      message: "The URL begins with http://, so deliveries are not encrypted",
      at: node.position,
    });
  }
  if (isLocalAddress(read.sample)) {
    report({
      code: "local-address",
      message: "The URL leads to localhost or a private address, which github.com cannot reach",
      at: node.position,
    });
  }
  return read.url;
}

/** The same for the `url` of an entry with `state: absent`, which may be a glob. */
export function readAbsentUrl(node: YamlNode, report: Report): UrlRule | undefined {
  const text = stringOf(node);
  if (text === undefined || !text.includes("*")) return readUrl(node, report);
  const template = parseUrlTemplate(text);
  const sample = fillUrlTemplate(template, () => "x");
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
export function readUrls(node: YamlNode, report: Report): readonly UrlRule[] | undefined {
  if (node.kind !== "list") return undefined;
  return node.items.flatMap((item) => readText(item, report)?.url ?? []);
}

function readText(
  node: YamlNode,
  report: Report,
): { readonly sample: string; readonly url: UrlRule } | undefined {
  const text = stringOf(node);
  if (text === undefined) return undefined;
  const { position } = node;
  const template = parseUrlTemplate(text);
  // Whatever goes into a placeholder, it is encoded: what remains can be judged as it stands.
  const sample = fillUrlTemplate(template, () => "x");
  const fault = urlFault(sample);
  if (fault !== undefined) {
    const help = encodingHelp(fault, template);
    report({ code: "bad-url", message: `The URL ${fault.why}`, help, at: position });
    return undefined;
  }
  if (holdsCredential(sample)) {
    report({
      code: "credentials-in-url",
      message: "The URL seems to hold a credential, which everybody who reads the file can see",
      help: "Put the URL into an environment variable and write {env: NAME}.",
      at: position,
    });
  }
  return { sample, url: { kind: "text", template, position } };
}
