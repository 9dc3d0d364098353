import { createHash } from "node:crypto";
import { dirname, isAbsolute, join } from "node:path";
import { compareStrings } from "../model/compare-strings.ts";
import { hookFields } from "../model/hook-fields.ts";
import { type DesiredSecret, secretSourceKey } from "../model/secret-reference.ts";
import type {
  FleetConfig,
  HookRule,
  HookSet,
  OwnerRule,
  RepositorySelector,
  UrlRule,
} from "./fleet-config.ts";

/**
 * A digest over what a configuration means: two texts that ask for the same have the same digest,
 * whatever the order of their files, keys and entries. Templates are not part of it, only what
 * comes out of them.
 */
export function configDigest(config: Omit<FleetConfig, "digest" | "frame">): string {
  const canonical = [
    config.owners.map(ownerText).sort(compareStrings),
    patterns(config.ignore),
    patterns(config.protect),
    [config.limits.maxDeletes, config.limits.maxChanges ?? null],
    [config.unmanaged, config.undeclaredSecrets],
  ];
  return `sha256:${createHash("sha256").update(JSON.stringify(canonical)).digest("hex")}`;
}

const patterns = (globs: readonly { readonly pattern: string }[]): readonly string[] =>
  asSet(globs.map((glob) => glob.pattern));

const asSet = (texts: readonly string[]): readonly string[] =>
  [...new Set(texts)].sort(compareStrings);

function ownerText({ kind, name, own, repositories }: OwnerRule): string {
  const rules = repositories.map((rule) =>
    JSON.stringify([selectorValue(rule.selector), hookSetValue(rule)]),
  );
  return JSON.stringify([
    kind,
    name.toLowerCase(),
    own === undefined ? null : hookSetValue(own),
    asSet(rules),
  ]);
}

function hookSetValue({ hooks, absent, unmanaged, undeclaredSecrets }: HookSet): unknown {
  return [
    asSet(
      hooks.map((hook) =>
        JSON.stringify([
          urlRuleKey(hook.url),
          ruleKey(hook, hook.secret.kind),
          secretValue(hook.secret),
        ]),
      ),
    ),
    asSet(absent.map((one) => urlRuleKey(one.url))),
    unmanaged?.value ?? null,
    undeclaredSecrets?.value ?? null,
  ];
}

function secretValue(secret: DesiredSecret): unknown {
  if (secret.kind !== "managed") return null;
  const { source, hosts, rotatedAt, position } = secret.secret;
  // Not the absolute path: the digest is the same wherever the files are checked out.
  const from = source.kind === "env" ? source.name : pathFrom(position.file, source.shown);
  return [source.kind, from, hosts === undefined ? null : asSet(hosts), rotatedAt ?? null];
}

const pathFrom = (file: string, path: string): string =>
  isAbsolute(path) ? path : join(dirname(file), path);

function selectorValue(selector: RepositorySelector): unknown {
  const properties = [...selector.properties].map(([name, value]) =>
    JSON.stringify([name, typeof value === "string" ? value : asSet(value)]),
  );
  return [
    asSet([...selector.exact.keys()]),
    asSet(selector.globs.map((glob) => glob.pattern.toLowerCase())),
    asSet(selector.excludes.map((glob) => glob.pattern.toLowerCase())),
    selector.anyName,
    asSet(selector.topics),
    selector.visibility === undefined ? null : asSet(selector.visibility),
    asSet(properties),
  ];
}

type Settings = Omit<HookRule, "key">;

/** The same for two references to one secret. */
export const secretKey = ({ secret }: { readonly secret: DesiredSecret }): string =>
  secret.kind === "managed" ? secretSourceKey(secret.secret.source) : secret.kind;

/**
 * A text for everything but the URL, so that hooks can be compared by it.
 *
 * @param secret what stands for the secret; the paths of files depend on the machine
 */
export function ruleKey(rule: Settings, secret: string = secretKey(rule)): string {
  const previous = rule.previousUrls.map(urlRuleKey).sort(compareStrings);
  return `${settingsKey(rule, secret)}${JSON.stringify([...new Set(previous)])}`;
}

/** The same without the previous URLs: equal for two hooks that GitHub would treat alike. */
export function settingsKey(rule: Settings, secret: string = secretKey(rule)): string {
  const settings = hookFields.flatMap(({ property }) =>
    property === "url" ? [] : [rule[property]],
  );
  return JSON.stringify([...settings, secret]);
}

/** Equal for two URLs that the file gives in the same way. The digest rests on it. */
function urlRuleKey(url: UrlRule): string {
  if (url.kind === "env") return JSON.stringify({ env: url.name });
  const pieces: (string | readonly string[])[] = [];
  for (const part of url.template.parts) {
    const last = pieces.at(-1);
    if (part.kind === "parameter") pieces.push([part.name]);
    else if (typeof last === "string") pieces[pieces.length - 1] = last + part.text;
    else pieces.push(part.text);
  }
  return JSON.stringify(pieces);
}
