import { quoted } from "../frames/quoted.ts";
import type { Hook } from "../generated/config-file.ts";
import type { Report } from "../problem.ts";
import { checkEventNames } from "../rules/hook-rules.ts";
import { readSecretField, type SecretLookup } from "../secrets/read-secret-field.ts";
import { didYouMean, type Suggest } from "../suggest/suggest.ts";
import { readAbsentUrl, readUrl, readUrls } from "../urls/read-url.ts";
import { parseUrlTemplate, placeholdersOf } from "../urls/url-template.ts";
import {
  entryOf,
  type KnownKey,
  type MapNode,
  mapAt,
  placedStrings,
  stringOf,
  type YamlNode,
} from "../yaml/yaml-node.ts";
import type { Field, HookFields, Parameter } from "./hook-fields.ts";

/** What reading the fields of a hook takes. */
export interface FieldContext extends SecretLookup {
  readonly report: Report;
  readonly suggest: Suggest;
}

/**
 * Reads what one place writes of a hook and reports what can be judged there, whoever uses it. What
 * the schema refuses becomes a field without a value, and is not spoken of again.
 */
export function readHookFields(node: MapNode, context: FieldContext): HookFields {
  const { report } = context;
  const field = <Value>(
    key: KnownKey<Hook>,
    read: (value: YamlNode) => Value | undefined,
  ): Field<Value> | undefined => {
    const value = entryOf<Hook>(node, key)?.value;
    return value && { value: read(value), position: value.position };
  };
  const events = field("events", (value) => {
    if (value.kind !== "list") return undefined;
    const names = placedStrings(value.items);
    return names.length > 0 && names.length === value.items.length ? names : undefined;
  });
  const insecureSsl = field("insecure_ssl", booleanOf);
  checkEventNames(events?.value ?? [], context);
  if (insecureSsl?.value === true) {
    report({
      code: "insecure-ssl",
      message: "GitHub will deliver without verifying the receiver's certificate",
      at: insecureSsl.position,
    });
  }
  const state = field<"present" | "absent">("state", (value) =>
    oneOf(value, ["present", "absent"]),
  );
  const isAbsent = state?.value === "absent";
  const keys = [...node.entries].filter(([key]) => !key.startsWith("x-"));
  return {
    position: node.position,
    use: field("use", stringOf),
    parameters: readParameters(node, context),
    url: field("url", (value) => (isAbsent ? readAbsentUrl : readUrl)(value, report)),
    events,
    contentType: field("content_type", (value) => oneOf(value, ["json", "form"])),
    insecureSsl,
    active: field("active", booleanOf),
    secret: field("secret", (value) => readSecretField(value, context)),
    previousUrls: field("previous_urls", (value) => readUrls(value, report)),
    state,
    keys: new Map(keys.map(([key, entry]) => [key, entry.keyNode.position])),
  };
}

function booleanOf(node: YamlNode): boolean | undefined {
  return node.kind === "scalar" && typeof node.value === "boolean" ? node.value : undefined;
}

function oneOf<Word extends string>(node: YamlNode, words: readonly Word[]): Word | undefined {
  const text = stringOf(node);
  return words.find((word) => word === text);
}

function readParameters(
  node: MapNode,
  { report, suggest }: FieldContext,
): ReadonlyMap<string, Parameter> {
  const parameters = new Map<string, Parameter>();
  for (const [name, { keyNode, value: valueNode }] of mapAt<Hook>(node, "with")?.entries ?? []) {
    if (name === "owner" || name === "repo") {
      const message = `${quoted(name)} is always there and cannot be set`;
      report({ code: "reserved-parameter", message, at: keyNode.position });
      continue;
    }
    // What is no string has been reported; it is still a value, so that none is found missing.
    const text = stringOf(valueNode) ?? "x";
    const isHidden = /[\p{Cc}\p{Cf}\p{Cs}]/u.test(text);
    if (isHidden) {
      report({
        code: "bad-url",
        message: "A value in `with` holds a control character or one that cannot be seen",
        at: valueNode.position,
      });
    }
    const value = isHidden ? "x" : text;
    for (const placeholder of placeholdersOf(parseUrlTemplate(value))) {
      if (placeholder === "owner" || placeholder === "repo") continue;
      const near = suggest(placeholder, ["owner", "repo"]);
      report({
        code: "unknown-parameter",
        message: `A value in \`with\` can hold {owner} and {repo}, not ${quoted(`{${placeholder}}`)}`,
        help: didYouMean(near === undefined ? undefined : `{${near}}`),
        at: valueNode.position,
      });
    }
    parameters.set(name, {
      name,
      value,
      position: valueNode.position,
      keyPosition: keyNode.position,
    });
  }
  return parameters;
}
