import { dirname, isAbsolute, join } from "node:path";
import { secretSourceKey } from "../../model/secret-reference.ts";
import type { SecretField } from "../hooks/hook-fields.ts";
import type { Suggest } from "../suggest/suggest.ts";
import { type MapNode, stringOf, type YamlNode } from "../yaml/yaml-node.ts";
import { type ResolvedSecrets, readSecretSource, type SecretContext } from "./resolve-secrets.ts";

/** What finding the secret of a hook takes. */
export interface SecretLookup extends SecretContext, ResolvedSecrets {
  readonly suggest: Suggest;
  /** False where a file could not be parsed, which may hold the entry that seems to be missing. */
  readonly complete: boolean;
  readonly secretNames: readonly string[];
  readonly noteUse: (name: string) => void;
}

const choices =
  "`secret` must be the name of an entry of `secrets`, `none`, {env: NAME} or {file: PATH}";

/** Reads a `secret`. What is written there is never repeated: it may be the secret itself. */
export function readSecretField(node: YamlNode, lookup: SecretLookup): SecretField | undefined {
  if (node.kind === "map") return inPlace(node, lookup);
  const name = stringOf(node);
  if (name === undefined) return undefined;
  if (name === "none") return { desired: { kind: "none" }, allowsHost: undefined };
  if (lookup.secrets.has(name)) {
    lookup.noteUse(name);
    const known = lookup.secrets.get(name);
    return (
      known && {
        desired: { kind: "managed", secret: known.definition },
        allowsHost: known.allowsHost,
      }
    );
  }
  if (/^\*+$/.test(name)) {
    lookup.report({
      code: "secret-mask",
      message: "Asterisks are the mask that GitHub shows, not a secret",
      help: "Name an entry of `secrets`, or leave the key out.",
      at: node.position,
    });
  } else if (lookup.complete) {
    const meant = lookup.suggest(name, lookup.secretNames, 2);
    lookup.report({
      code: "unknown-secret",
      message: choices,
      help: meant === undefined ? undefined : `There is an entry \`${meant}\`.`,
      at: node.position,
    });
  }
  return undefined;
}

/** A reference in place is bound by what the entries of its source say. */
function inPlace(node: MapNode, lookup: SecretLookup): SecretField | undefined {
  const source = readSecretSource(node, lookup);
  if (source === undefined) return undefined;
  // As seen from the working directory: in two folders, one path is two files and two secrets.
  const ref =
    source.kind === "env"
      ? `env:${source.name}`
      : `file:${isAbsolute(source.shown) ? source.shown : join(dirname(node.source.file), source.shown)}`;
  const shared = lookup.shared.get(secretSourceKey(source));
  shared?.names.forEach(lookup.noteUse);
  const secret = {
    ref,
    source,
    hosts: shared?.hosts,
    rotatedAt: shared?.rotatedAt,
    position: node.position,
  };
  return { desired: { kind: "managed", secret }, allowsHost: shared?.allowsHost };
}
