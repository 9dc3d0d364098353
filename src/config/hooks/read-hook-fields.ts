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
  type PlacedString,
  placedStrings,
  stringOf,
  type YamlNode,
} from "../yaml/yaml-node.ts";

/** A field that is written: its value is undefined where it is wrong, which was reported. */
export interface Field<Value> {
  readonly value: Value | undefined;
  readonly position: SourcePosition;
}

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

/** By their keys in the file; absent where they are not written. */
export type WrittenFields = { readonly [Key in keyof FieldValues]?: Field<FieldValues[Key]> };

/** A value of `with`. */
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

/**
 * Reads what one place writes of a hook and reports what can be judged there, whatever uses it. What
 * the schema refuses becomes a field without a value, and is not reported again.
 */
export function readHookFields(node: MapNode, ctx: SecretsContext): HookFields {
  const { report } = ctx;
  const isAbsent = stringOf(entryOf<Hook>(node, "state")?.value) === "absent";
  const readers: { [Key in keyof FieldValues]: (node: YamlNode) => FieldValues[Key] | undefined } =
    {
      use: stringOf,
      url: (value) => (isAbsent ? readAbsentUrl : readUrl)(value, report),
      events: readEvents,
      content_type: (value) => oneOf(value, ["json", "form"]),
      insecure_ssl: booleanOf,
      active: booleanOf,
      secret: (value) => readSecretField(value, ctx),
      previous_urls: (value) => readUrls(value, report),
      state: (value) => oneOf(value, ["present", "absent"]),
    };
  const fields: { -readonly [Key in keyof WrittenFields]: WrittenFields[Key] } = {};
  const read = <Key extends keyof FieldValues>(key: Key): void => {
    const value = entryOf<Hook>(node, key)?.value;
    if (value !== undefined)
      fields[key] = { value: readers[key](value), position: value.position } as WrittenFields[Key];
  };
  for (const key of Object.keys(readers)) read(key as keyof FieldValues);
  checkEventNames(fields.events?.value ?? [], ctx);
  if (fields.insecure_ssl?.value === true) {
    report({
      code: "insecure-ssl",
      message: "GitHub will deliver without verifying the receiver's certificate",
      at: fields.insecure_ssl.position,
    });
  }
  return { position: node.position, fields, parameters: readParameters(node, ctx) };
}

function readEvents(node: YamlNode): readonly PlacedString[] | undefined {
  const names = node.kind === "list" ? placedStrings(node.items) : [];
  return node.kind === "list" && names.length > 0 && names.length === node.items.length
    ? names
    : undefined;
}

function booleanOf(node: YamlNode): boolean | undefined {
  return node.kind === "scalar" && typeof node.value === "boolean" ? node.value : undefined;
}

function oneOf<Word extends string>(node: YamlNode, words: readonly Word[]): Word | undefined {
  const text = stringOf(node);
  return words.find((word) => word === text);
}

const eventNames: readonly string[] = [...webhookEvents.keys()];

/** Warns of events that GitHub does not document, and of others beside `*`. */
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

function readParameters(node: MapNode, ctx: ConfigContext): ReadonlyMap<string, Parameter> {
  const parameters = new Map<string, Parameter>();
  for (const [name, { keyNode, value: valueNode }] of mapAt<Hook>(node, "with")?.entries ?? []) {
    if (name === "owner" || name === "repo") {
      const message = `${quoted(name)} is always there and cannot be set`;
      ctx.report({ code: "reserved-parameter", message, at: keyNode.position });
      continue;
    }
    const value = readParameter(valueNode, ctx.report);
    for (const placeholder of placeholdersOf(parseUrlTemplate(value))) {
      if (placeholder === "owner" || placeholder === "repo") continue;
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

const openNames: readonly string[] = ["owner", "repo"];

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
