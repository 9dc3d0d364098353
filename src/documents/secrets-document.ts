import { compareStrings } from "../model/compare-strings.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { showTime, timeOrNull } from "../model/format.ts";
import { countBy } from "../model/group-by.ts";
import { receiverName } from "../model/hook-url.ts";
import type { SecretUse } from "../model/managed-secrets.ts";
import { compareScopes } from "../model/scope.ts";
import type { SecretEntry, SecretReading, SecretWeakness } from "../model/secret-reference.ts";
import { diagnosticDocument } from "./diagnostic-document.ts";
import { hookRefDocument, type ShowOptions } from "./plan-document.ts";

/** What is weak about a secret, in words that tell nothing of its value. */
function weaknessDocuments(
  { weaknesses, sharedWith, definition }: SecretReading,
  receivers: number,
) {
  const messages: Readonly<Record<SecretWeakness, string>> = {
    short: "it is shorter than 20 characters; `openssl rand -hex 32` makes a good one",
    "low-entropy": "it is easy to guess: its characters repeat, count on, or are few",
    placeholder: "it looks like a placeholder that was never filled in",
    shared: `it has the same value as ${sharedWith.join(", ")}: one leak exposes them all`,
  };
  const found = weaknesses.map((code) => ({ code, message: messages[code] }));
  // Where the file names the hosts, sharing is intended.
  if (receivers < 2 || definition.hosts !== undefined) return found;
  const message = `${receivers} receivers share it, so each can sign as GitHub to the others; list them in \`hosts\` if that is intended`;
  return [...found, { code: "several-receivers", message }];
}

/**
 * What was found of the secrets here, in the file and on GitHub. Times are milliseconds since the
 * epoch.
 */
export interface SecretsInput extends ShowOptions {
  /** Each reference once, sorted. */
  readonly readings: readonly SecretReading[];
  readonly entries: readonly SecretEntry[];
  /** undefined where GitHub was not asked. */
  readonly uses: readonly SecretUse[] | undefined;
  readonly complete: boolean;
  readonly diagnostics: readonly Diagnostic[];
  readonly now: number;
}

function compareUses(left: SecretUse, right: SecretUse): number {
  return (
    compareScopes(left.scope, right.scope) ||
    compareStrings(left.url.reveal(), right.url.reveal()) ||
    (left.hookId ?? 0) - (right.hookId ?? 0)
  );
}

export type SecretDocument = ReturnType<typeof secretDocument>;

/** One secret of the configuration, and its hooks. Never its value. */
function secretDocument(reading: SecretReading, input: SecretsInput) {
  const { definition, status, problem } = reading;
  const { ref, source, hosts, rotatedAt, position } = definition;
  const entries = input.entries.filter((entry) => entry.definition.ref === ref);
  const uses = input.uses?.filter((use) => use.definition.ref === ref).toSorted(compareUses);
  const found =
    uses?.map(({ url }) => receiverName(url)) ?? entries.flatMap(({ receiver }) => receiver ?? []);
  const receivers = [...new Set(found)].toSorted(compareStrings);
  const updates = (uses ?? [])
    .flatMap(({ updatedAt }) => updatedAt || [])
    .toSorted((left, right) => left - right);
  const isDue = ({ hasSecret, updatedAt }: SecretUse): boolean =>
    hasSecret && (updatedAt ?? Number.POSITIVE_INFINITY) < (rotatedAt ?? 0);
  return {
    ref,
    source: source.kind === "env" ? { env: source.name } : { file: source.shown },
    status,
    /** Why it is not set; null where it is. */
    problem: problem === undefined ? null : { ...problem, help: problem.help ?? null },
    weaknesses: weaknessDocuments(reading, receivers.length),
    /** Where it may go; null = anywhere. */
    hosts: hosts ?? null,
    /** Where it goes. */
    receivers,
    rotated_at: rotatedAt === undefined ? null : showTime(rotatedAt),
    /** Hooks last updated before that and not since; null without GitHub, and without a rotation. */
    due: rotatedAt === undefined || uses === undefined ? null : uses.filter(isDue).length,
    /** Hook entries of the file that use it. */
    entries: entries.length,
    /** Hooks that have it or are to have it; null without GitHub. */
    hooks: uses?.length ?? null,
    oldest_update: timeOrNull(updates[0]),
    newest_update: timeOrNull(updates.at(-1)),
    declared_at: position,
    uses: (uses ?? []).map((use) => ({
      ...hookRefDocument({ ...use, hookId: use.hookId ?? null }, input),
      updated_at: timeOrNull(use.updatedAt),
      /** GitHub shows a secret, whichever it is. */
      has_secret: use.hasSecret,
    })),
  };
}

export type SecretsDocument = ReturnType<typeof secretsDocument>;

/**
 * What is known of every secret, as data: references, hooks and ages, and never a value. The order of
 * keys is fixed.
 */
export function secretsDocument(input: SecretsInput) {
  const secrets = input.readings.map((reading) => secretDocument(reading, input));
  const count = countBy(secrets, ({ status }) => status);
  return {
    format: "hookfleet.secrets/1",
    created_at: showTime(input.now),
    /** GitHub was not asked. */
    offline: input.uses === undefined,
    complete: input.complete,
    summary: {
      secrets: secrets.length,
      set: count("set"),
      missing: count("missing"),
      refused: count("refused"),
      weak: secrets.filter(({ weaknesses }) => weaknesses.length > 0).length,
    },
    secrets,
    diagnostics: input.diagnostics.map(diagnosticDocument),
  };
}
