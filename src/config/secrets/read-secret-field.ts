import { dirname, isAbsolute, join } from "node:path";
import { type DesiredSecret, secretSourceKey } from "../../model/secret-reference.ts";
import type { ConfigContext } from "../diagnostics.ts";
import { type MapNode, stringOf, type YamlNode } from "../yaml/yaml-node.ts";
import type { ResolvedSecrets } from "./resolve-secrets.ts";
import { readSecretSource } from "./secret-source.ts";

/** What finding the secret of a hook takes. */
export interface SecretsContext extends ConfigContext {
  readonly secrets: ResolvedSecrets;
  /** The names that something refers to. */
  readonly usedSecrets: Set<string>;
}

/** Reads a `secret`. What is written there is never repeated: it may be the secret itself. */
export function readSecretField(node: YamlNode, ctx: SecretsContext): DesiredSecret | undefined {
  if (node.kind === "map") return readInPlace(node, ctx);
  const name = stringOf(node);
  if (name === undefined) return undefined;
  if (name === "none") return { kind: "none" };
  const { byName, names } = ctx.secrets;
  if (byName.has(name)) {
    ctx.usedSecrets.add(name);
    const secret = byName.get(name);
    return secret && { kind: "managed", secret };
  }
  if (/^\*+$/.test(name)) {
    ctx.report({
      code: "secret-mask",
      message: "Asterisks are the mask that GitHub shows, not a secret",
      help: "Name an entry of `secrets`, or leave the key out.",
      at: node.position,
    });
  } else if (ctx.complete) {
    const meant = ctx.suggest(name, names, 2);
    ctx.report({
      code: "unknown-secret",
      message:
        "`secret` must be the name of an entry of `secrets`, `none`, {env: NAME} or {file: PATH}",
      help: meant && `There is an entry \`${meant}\`.`,
      at: node.position,
    });
  }
  return undefined;
}

/** A reference in place is bound by what the entries of its source say. */
function readInPlace(node: MapNode, ctx: SecretsContext): DesiredSecret | undefined {
  const source = readSecretSource(node, ctx);
  if (source === undefined) return undefined;
  // As seen from the working directory: in two folders, one path is two files and two secrets.
  const ref =
    source.kind === "env"
      ? `env:${source.name}`
      : `file:${isAbsolute(source.shown) ? source.shown : join(dirname(node.source.file), source.shown)}`;
  const shared = ctx.secrets.bySource.get(secretSourceKey(source));
  for (const name of shared?.names ?? []) ctx.usedSecrets.add(name);
  const { hosts, rotatedAt } = shared ?? { hosts: undefined, rotatedAt: undefined };
  return { kind: "managed", secret: { ref, source, hosts, rotatedAt, position: node.position } };
}
