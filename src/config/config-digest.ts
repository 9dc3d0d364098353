import { createHash } from "node:crypto";
import { dirname, isAbsolute, join } from "node:path";
import { compareStrings } from "../model/compare-strings.ts";
import type { DesiredSecret } from "../model/secret-reference.ts";
import type { FleetConfig, HookSet, OwnerRule, RepositorySelector } from "./fleet-config.ts";
import { likenessOf, urlLikeness } from "./suggest/suggest.ts";

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
          urlLikeness(hook.url),
          likenessOf(hook, hook.secret.kind),
          secretValue(hook.secret),
        ]),
      ),
    ),
    asSet(absent.map((one) => urlLikeness(one.url))),
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
