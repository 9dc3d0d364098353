import type { Diagnostic } from "../../model/diagnostic.ts";
import { type SecretDefinition, secretSourceKey } from "../../model/secret-reference.ts";
import type { FleetConfig } from "../fleet-config.ts";
import { quoted } from "../frames/quoted.ts";
import { compileHostGlob } from "../urls/host-glob.ts";
import { lowered } from "./lowered.ts";

/** Every secret that a configuration has: entries, and references that hooks have in place. */
function definitions({ secrets, owners }: FleetConfig): readonly SecretDefinition[] {
  const hooks = owners.flatMap(({ own, repositories }) =>
    [...(own === undefined ? [] : [own]), ...repositories].flatMap((set) => set.hooks),
  );
  const inPlace = hooks.flatMap(({ secret }) => (secret.kind === "managed" ? [secret.secret] : []));
  return [...new Set([...secrets.values(), ...inPlace])];
}

/**
 * The secrets of the change that an entry of the base has become: those of its source, however they
 * are called, and else the entry of its name.
 */
function successors(
  before: SecretDefinition,
  head: FleetConfig,
  bySource: ReadonlyMap<string, readonly SecretDefinition[]>,
): readonly SecretDefinition[] {
  const same = bySource.get(secretSourceKey(before.source));
  if (same !== undefined) return same;
  const named = head.secrets.get(before.ref);
  return named === undefined ? [] : [named];
}

function allows(patterns: readonly string[], wanted: string): boolean {
  return patterns.some((pattern) => {
    if (pattern.toLowerCase() === wanted.toLowerCase()) return true;
    return !wanted.includes("*") && compileHostGlob(pattern)?.(wanted) === true;
  });
}

/** The hosts of one source are those that every entry of it allows, so one narrow entry is enough. */
function loweredHosts(
  before: SecretDefinition,
  after: readonly SecretDefinition[],
): Diagnostic | undefined {
  const { hosts, ref } = before;
  const [first] = after;
  if (hosts === undefined || first === undefined) return undefined;
  const bound = after.flatMap((one) => (one.hosts === undefined ? [] : [one.hosts]));
  if (bound.some((own) => own.every((host) => allows(hosts, host)))) return undefined;
  const added = [...new Set(bound.flat())].filter((host) => !allows(hosts, host));
  const words =
    bound.length === 0
      ? `\`hosts\` of the secret ${quoted(ref)} is gone: any receiver may be given it`
      : `\`hosts\` of the secret ${quoted(ref)} now lets it go to ${added.map(quoted).join(", ")}`;
  return lowered(words, { at: first.position });
}

/** Hooks that have missed the rotation would keep the old value, and nothing would say so. */
function withdrawnRotation(
  before: SecretDefinition,
  after: readonly SecretDefinition[],
): Diagnostic | undefined {
  const { rotatedAt, ref } = before;
  // Another value is another matter: that is an exchange.
  const same = after.filter(
    ({ source }) => secretSourceKey(source) === secretSourceKey(before.source),
  );
  const [first] = same;
  if (rotatedAt === undefined || first === undefined) return undefined;
  if (same.some((one) => one.rotatedAt !== undefined && one.rotatedAt >= rotatedAt))
    return undefined;
  const how = first.rotatedAt === undefined ? "gone" : "moved back";
  return lowered(
    `\`rotated_at\` of the secret ${quoted(ref)} is ${how}: hooks that have missed the rotation keep the old value`,
    { at: first.position },
  );
}

/** Warns of secrets that may go to more receivers than before, and of rotations that are withdrawn. */
export function loweredSecrets(base: FleetConfig, head: FleetConfig): readonly Diagnostic[] {
  const bySource = new Map<string, SecretDefinition[]>();
  for (const definition of definitions(head)) {
    const key = secretSourceKey(definition.source);
    bySource.set(key, [...(bySource.get(key) ?? []), definition]);
  }
  return [...base.secrets.values()].flatMap((before) => {
    const after = successors(before, head, bySource);
    const found = [loweredHosts(before, after), withdrawnRotation(before, after)];
    return found.flatMap((one) => one ?? []);
  });
}
