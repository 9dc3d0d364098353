import type { SourcePosition } from "../../model/diagnostic.ts";
import type { ContentType } from "../../model/hook.ts";
import type { DesiredSecret } from "../../model/secret-reference.ts";
import { webhookEvents } from "../../model/webhook-events.ts";
import type { ConfigContext, Report } from "../diagnostics.ts";
import type { UrlRule } from "../fleet-config.ts";
import { quoted } from "../frames/quoted.ts";
import type { Hook } from "../generated/config-file.ts";
import { readSecretField, type SecretsContext } from "../secrets/resolve-secrets.ts";
import { didYouMean } from "../suggest.ts";
import { readAbsentUrl, readUrl, readUrls } from "../urls/read-url.ts";
import { parseUrlTemplate, placeholdersOf } from "../urls/url-template.ts";
import {
  entryOf,
  type MapNode,
  mapAt,
  type Placed,
  type PlacedString,
  placedStrings,
  scalarOf,
  stringOf,
  type YamlNode,
} from "../yaml/yaml-node.ts";

interface FieldValues {
  readonly use: string;
  readonly url: UrlRule;
  readonly events: readonly PlacedString[];
  readonly content_type: ContentType;
  readonly insecure_ssl: boolean;
  readonly active: boolean;
  readonly secret: DesiredSecret;
  readonly previous_urls: readonly UrlRule[];
  readonly state: "present" | "absent";
}

type Key = keyof FieldValues;

/** Absent where they are not written, without a value where it is wrong, which was reported. */
export type WrittenFields = {
  readonly [One in Key]?: Placed<FieldValues[One] | undefined>;
};

const readers: {
  readonly [One in Key]: (
    node: YamlNode,
    ctx: SecretsContext,
    isAbsent: boolean,
  ) => FieldValues[One] | undefined;
} = {
  use: stringOf,
  url: (node, { report }, isAbsent) => (isAbsent ? readAbsentUrl : readUrl)(node, report),
  events: readEvents,
  content_type: scalarOf,
  insecure_ssl: scalarOf,
  active: scalarOf,
  secret: readSecretField,
  previous_urls: (node, { report }) => readUrls(node, report),
  state: scalarOf,
};

export interface Parameter {
  readonly name: string;
  readonly value: string;
  readonly position: SourcePosition;
  readonly keyPosition: SourcePosition;
}

/** A hook as one place writes it: an entry, a template or `defaults.hook`. */
export interface HookFields {
  readonly position: SourcePosition;
  readonly fields: WrittenFields;
  readonly parameters: ReadonlyMap<string, Parameter>;
}

/** Reads what one place writes of a hook and reports what can be judged there, whatever uses it. */
export function readHookFields(node: MapNode, ctx: SecretsContext): HookFields {
  const isAbsent = stringOf(entryOf<Hook>(node, "state")?.value) === "absent";
  const written = (Object.keys(readers) as readonly Key[]).flatMap((key) => {
    const value = entryOf<Hook>(node, key)?.value;
    if (value === undefined) return [];
    return [[key, { value: readers[key](value, ctx, isAbsent), position: value.position }]];
  });
  const fields = Object.fromEntries(written) as WrittenFields;
  checkEventNames(fields.events?.value ?? [], ctx);
  if (fields.insecure_ssl?.value === true) {
    ctx.report({
      code: "insecure-ssl",
      message: "GitHub will deliver without verifying the receiver's certificate",
      at: fields.insecure_ssl.position,
    });
  }
  return { position: node.position, fields, parameters: readParameters(node, ctx) };
}

function readEvents(node: YamlNode): readonly PlacedString[] | undefined {
  if (node.kind !== "list") return undefined;
  const names = placedStrings(node.items);
  return names.length === node.items.length ? names : undefined;
}

const eventNames: readonly string[] = [...webhookEvents.keys()];

function checkEventNames(
  events: readonly PlacedString[],
  { report, suggest }: ConfigContext,
): void {
  for (const { value, position } of events) {
    if (value === "*" || webhookEvents.has(value)) continue;
    report({
      code: "unknown-event",
      message: `${quoted(value)} is not an event that GitHub documents`,
      help: didYouMean(suggest(value, eventNames)),
      at: position,
    });
  }
  const all = events.find((event) => event.value === "*");
  const other = events.find((event) => event.value !== "*");
  if (all === undefined || other === undefined) return;
  report({
    code: "redundant-events",
    message: "`*` is every event; the others beside it add nothing",
    at: all.position,
    related: [other.position],
  });
}

/** The placeholders that always have a value. */
const openNames: readonly string[] = ["owner", "repo"];

function readParameters(node: MapNode, ctx: ConfigContext): ReadonlyMap<string, Parameter> {
  const parameters = new Map<string, Parameter>();
  for (const [name, { keyNode, value: valueNode }] of mapAt<Hook>(node, "with")?.entries ?? []) {
    if (openNames.includes(name)) {
      const message = `${quoted(name)} is always there and cannot be set`;
      ctx.report({ code: "reserved-parameter", message, at: keyNode.position });
      continue;
    }
    const value = readParameter(valueNode, ctx.report);
    for (const placeholder of placeholdersOf(parseUrlTemplate(value))) {
      if (openNames.includes(placeholder)) continue;
      const near = ctx.suggest(placeholder, openNames);
      ctx.report({
        code: "unknown-parameter",
        message: `A value in \`with\` can hold {owner} and {repo}, not ${quoted(`{${placeholder}}`)}`,
        help: didYouMean(near && `{${near}}`),
        at: valueNode.position,
      });
    }
    const { position } = valueNode;
    parameters.set(name, { name, value, position, keyPosition: keyNode.position });
  }
  return parameters;
}

/** What is no string has been reported; it is still a value, so that none is found missing. */
function readParameter(node: YamlNode, report: Report): string {
  const text = stringOf(node) ?? "x";
  if (!/[\p{Cc}\p{Cf}\p{Cs}]/u.test(text)) return text;
  report({
    code: "bad-url",
    message: "A value in `with` holds a control character or one that cannot be seen",
    at: node.position,
  });
  return "x";
}
