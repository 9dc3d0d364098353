import type { SourcePosition } from "../../model/diagnostic.ts";
import type { DesiredSecret } from "../../model/secret-reference.ts";
import { holdsUnseen } from "../../model/url-fault.ts";
import { webhookEvents } from "../../model/webhook-events.ts";
import type { ConfigContext, Report } from "../diagnostics.ts";
import type { UrlRule } from "../fleet-config.ts";
import { quoted } from "../frames/quoted.ts";
import type { Hook, HookDefaults, Parameters, Template } from "../generated/config-file.ts";
import { readSecretField, type SecretsContext } from "../secrets/resolve-secrets.ts";
import { didYouMean } from "../suggest.ts";
import { readAbsentUrl, readUrl, readUrls } from "../urls/read-url.ts";
import { parseUrlTemplate } from "../urls/url-template.ts";
import { type Checked, itemsOf, mapFields, type PlacedString } from "../yaml/yaml-node.ts";

/** Of the keys of a hook, those that need more than the schema says of them. */
interface ReadFields {
  readonly url: UrlRule;
  readonly events: readonly PlacedString[];
  readonly secret: DesiredSecret;
  readonly previous_urls: readonly UrlRule[];
}

type FieldValues = ReadFields & Required<Omit<Hook, keyof ReadFields | "with">>;

/** Absent where they are not written, without a value where it is wrong, which was reported. */
export type WrittenFields = {
  readonly [Key in keyof FieldValues]?: Pick<HookEntry, "position"> & {
    readonly value?: FieldValues[Key] | undefined;
  };
};

export interface Parameter {
  readonly name: string;
  readonly value: string;
  readonly position: SourcePosition;
  readonly keyPosition: SourcePosition;
}

/** A hook as one place writes it: an entry, a template or `defaults.hook`. */
export interface HookEntry {
  readonly position: SourcePosition;
  readonly fields: WrittenFields;
  readonly parameters: ReadonlyMap<string, Parameter>;
}

/** Reads what one place writes of a hook and reports what can be judged there, whatever uses it. */
export function readHookFields(
  node: Checked<Hook | Template | HookDefaults>,
  ctx: SecretsContext,
): HookEntry {
  const { url, events, secret, previous_urls: previous, ...rest } = mapFields<Hook>(node);
  const readThisUrl = rest.state?.value === "absent" ? readAbsentUrl : readUrl;
  const fields = {
    ...rest,
    ...(url && { url: { ...url, value: readThisUrl(url, ctx.report) } }),
    ...(events && { events: { ...events, value: readEvents(events) } }),
    ...(secret && { secret: { ...secret, value: readSecretField(secret, ctx) } }),
    ...(previous && { previous_urls: { ...previous, value: readUrls(previous, ctx.report) } }),
  };
  checkEventNames(fields.events?.value ?? [], ctx);
  if (fields.insecure_ssl?.value === true) {
    const message = "GitHub will deliver without verifying the receiver's certificate";
    ctx.report({ code: "insecure-ssl", message, at: fields.insecure_ssl.position });
  }
  return { position: node.position, fields, parameters: readParameters(rest.with, ctx) };
}

function readEvents({ value }: Checked<readonly string[]>): readonly PlacedString[] | undefined {
  const names = itemsOf(value);
  return names.length === value?.length ? names : undefined;
}

const eventNames: readonly string[] = [...webhookEvents.keys()];

function checkEventNames(events: readonly PlacedString[], { report, suggest }: ConfigContext) {
  for (const { value, position } of events) {
    if (value === "*" || webhookEvents.has(value)) continue;
    const message = `${quoted(value)} is not an event that GitHub documents`;
    const help = didYouMean(suggest(value, eventNames));
    report({ code: "unknown-event", message, help, at: position });
  }
  const all = events.find((event) => event.value === "*");
  const other = events.find((event) => event.value !== "*");
  if (all === undefined || other === undefined) return;
  const message = "`*` is every event; the others beside it add nothing";
  report({ code: "redundant-events", message, at: all.position, related: [other.position] });
}

/** The placeholders that always have a value. */
const openNames: readonly string[] = ["owner", "repo"];

function readParameters(
  written: Checked<Parameters> | undefined,
  ctx: ConfigContext,
): ReadonlyMap<string, Parameter> {
  const parameters = new Map<string, Parameter>();
  for (const [name, node] of written?.value ?? []) {
    const { position, keyNode } = node;
    if (openNames.includes(name)) {
      const message = `${quoted(name)} is always there and cannot be set`;
      ctx.report({ code: "reserved-parameter", message, at: keyNode.position });
      continue;
    }
    const value = readParameter(node, ctx.report);
    for (const placeholder of parseUrlTemplate(value).placeholders) {
      if (openNames.includes(placeholder)) continue;
      const message = `A value in \`with\` can hold {owner} and {repo}, not ${quoted(`{${placeholder}}`)}`;
      const near = ctx.suggest(placeholder, openNames);
      const help = didYouMean(near && `{${near}}`);
      ctx.report({ code: "unknown-parameter", message, help, at: position });
    }
    parameters.set(name, { name, value, position, keyPosition: keyNode.position });
  }
  return parameters;
}

/** What is no string has been reported; it is still a value, so that none is found missing. */
function readParameter({ value: text = "x", position: at }: Checked<string>, report: Report) {
  if (!holdsUnseen(text)) return text;
  const message = "A value in `with` holds a control character or one that cannot be seen";
  report({ code: "bad-url", message, at });
  return "x";
}
