import { compareStrings } from "../model/compare-strings.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { hookSettingsUrl } from "../model/hook-link.ts";
import type { SecretUse } from "../model/managed-secrets.ts";
import type { DiagnosticDocument, PositionDocument } from "../model/plan-document.ts";
import { compareScopes, scopeName } from "../model/scope.ts";
import type { SecretEntry, SecretReading, SecretWeakness } from "../model/secret-reference.ts";
import { diagnosticDocument, positionDocument } from "./diagnostic-document.ts";
import { showTime } from "./format.ts";
import type { ShowOptions } from "./plan-document.ts";

export interface WeaknessDocument {
  readonly code: SecretWeakness | "several-receivers";
  readonly message: string;
}

function messageOf(weakness: SecretWeakness, sharedWith: readonly string[]): string {
  switch (weakness) {
    case "short":
      return "it is shorter than 20 characters; `openssl rand -hex 32` makes a good one";
    case "low-entropy":
      return "it is easy to guess: its characters repeat, count on, or are few";
    case "placeholder":
      return "it looks like a placeholder that was never filled in";
    case "shared":
      return `it has the same value as ${sharedWith.join(", ")}: one leak exposes them all`;
    default:
      return weakness satisfies never;
  }
}

/** What is weak about a secret, in words that tell nothing of its value. */
export function weaknessDocuments(
  { weaknesses, sharedWith, definition }: SecretReading,
  receivers: number,
): readonly WeaknessDocument[] {
  return [
    ...weaknesses.map((code) => ({ code, message: messageOf(code, sharedWith) })),
    // Where the file names the hosts, sharing is intended.
    ...(receivers < 2 || definition.hosts !== undefined
      ? []
      : [
          {
            code: "several-receivers" as const,
            message: `${receivers} receivers share it, so each can sign as GitHub to the others; list them in \`hosts\` if that is intended`,
          },
        ]),
  ];
}

/** A hook that uses a secret. */
interface SecretUseDocument {
  readonly scope: string;
  /** null where the hook does not exist yet. */
  readonly hook_id: number | null;
  readonly url: string;
  readonly html_url: string | null;
  readonly updated_at: string | null;
  /** GitHub shows a secret, whichever it is. */
  readonly has_secret: boolean;
}

/** One secret of the configuration, and its hooks. Never its value. */
export interface SecretDocument {
  readonly ref: string;
  readonly source: { readonly env: string } | { readonly file: string };
  readonly status: SecretReading["status"];
  /** Why it is not set; null where it is. */
  readonly problem: {
    readonly code: string;
    readonly message: string;
    readonly help: string | null;
  } | null;
  readonly weaknesses: readonly WeaknessDocument[];
  /** Where it may go; null = anywhere. */
  readonly hosts: readonly string[] | null;
  /** Where it goes. */
  readonly receivers: readonly string[];
  readonly rotated_at: string | null;
  /** Hooks last updated before that and not since; null without GitHub, and without a rotation. */
  readonly due: number | null;
  /** Hook entries of the file that use it. */
  readonly entries: number;
  /** Hooks that have it or are to have it; null without GitHub. */
  readonly hooks: number | null;
  readonly oldest_update: string | null;
  readonly newest_update: string | null;
  readonly declared_at: PositionDocument;
  readonly uses: readonly SecretUseDocument[];
}

/** Every secret of a configuration, without any of their values. The order of keys is fixed. */
export interface SecretsDocument {
  readonly format: "hookfleet.secrets/1";
  /** RFC 3339. */
  readonly created_at: string;
  /** GitHub was not asked. */
  readonly offline: boolean;
  readonly complete: boolean;
  readonly summary: {
    readonly secrets: number;
    readonly set: number;
    readonly missing: number;
    readonly refused: number;
    readonly weak: number;
  };
  readonly secrets: readonly SecretDocument[];
  readonly diagnostics: readonly DiagnosticDocument[];
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

/** A host alone: what is a credential in a URL stands behind it, or the whole URL is one. */
function receiverOf({ url }: SecretUse): string {
  return url.origin.kind === "env" ? `env:${url.origin.name}` : url.host();
}

function timeOf(milliseconds: number | undefined): string | null {
  return milliseconds === undefined ? null : showTime(milliseconds);
}

function secretDocument(reading: SecretReading, input: SecretsInput): SecretDocument {
  const { definition, status, problem } = reading;
  const { ref, source, hosts, rotatedAt, position } = definition;
  const entries = input.entries.filter((entry) => entry.definition.ref === ref);
  const uses = input.uses?.filter((use) => use.definition.ref === ref).toSorted(compareUses);
  const found = uses?.map(receiverOf) ?? entries.flatMap(({ receiver }) => receiver ?? []);
  const receivers = [...new Set(found)].toSorted(compareStrings);
  const updates = (uses ?? [])
    .flatMap(({ updatedAt }) => updatedAt ?? [])
    .toSorted((left, right) => left - right);
  const isDue = ({ hasSecret, updatedAt }: SecretUse): boolean =>
    hasSecret && (updatedAt ?? Number.POSITIVE_INFINITY) < (rotatedAt ?? 0);
  return {
    ref,
    source: source.kind === "env" ? { env: source.name } : { file: source.shown },
    status,
    problem: problem === undefined ? null : { ...problem, help: problem.help ?? null },
    weaknesses: weaknessDocuments(reading, receivers.length),
    hosts: hosts ?? null,
    receivers,
    rotated_at: timeOf(rotatedAt),
    due: rotatedAt === undefined || uses === undefined ? null : uses.filter(isDue).length,
    entries: entries.length,
    hooks: uses?.length ?? null,
    oldest_update: timeOf(updates[0]),
    newest_update: timeOf(updates.at(-1)),
    declared_at: positionDocument(position),
    uses: (uses ?? []).map((use) => ({
      scope: scopeName(use.scope),
      hook_id: use.hookId ?? null,
      url: use.url.show(input.showUrls),
      html_url: hookSettingsUrl(use.scope, use.hookId, input.apiUrl),
      updated_at: timeOf(use.updatedAt),
      has_secret: use.hasSecret,
    })),
  };
}

/** What is known of every secret, as data: references, hooks and ages, and never a value. */
export function secretsDocument(input: SecretsInput): SecretsDocument {
  const secrets = input.readings.map((reading) => secretDocument(reading, input));
  const count = (status: SecretDocument["status"]): number =>
    secrets.filter((secret) => secret.status === status).length;
  return {
    format: "hookfleet.secrets/1",
    created_at: showTime(input.now),
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
