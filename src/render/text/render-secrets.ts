import type { SecretDocument, SecretsDocument } from "../../documents/secrets-document.ts";
import { countNoun, describeAge, showPlace, someCounts, someOf } from "../../model/format.ts";
import { sanitize, sanitizeProse } from "../../redact/sanitize.ts";
import { clampWidth, type Row, renderRows, textRow } from "./layout.ts";
import type { Palette, Style, TextOptions } from "./palette.ts";

/** Receivers that are named where more of them are only counted. */
const few = 5;

/** Every secret for people: where it is, who uses it, how old and how good it is. Never a value. */
export function renderSecrets(document: SecretsDocument, options: TextOptions): string {
  const now = Date.parse(document.created_at);
  const blocks = document.secrets.map((secret) => renderOne(secret, now, options));
  return [...blocks, closingLine(document, options.palette)].join("\n\n");
}

function renderOne(
  secret: SecretDocument,
  now: number,
  { palette, width, verbose = false }: TextOptions,
): string {
  const { source, status, declared_at: place } = secret;
  const from = "env" in source ? `env ${source.env}` : `file ${source.file}`;
  const opening = [
    palette.scope(sanitize(secret.ref)),
    status === "set" ? palette.success("set") : palette.error(status),
    sanitize(from),
    palette.muted(showPlace(place)),
  ];
  // What is empty takes no line.
  const row = (label: string, text: string, style?: Style): Row =>
    textRow(label, sanitizeProse(text), style);
  const rows = [
    row("used by", usedBy(secret)),
    row("receivers", someOf(secret.receivers, verbose ? Number.POSITIVE_INFINITY : few, 1)),
    row("hosts", secret.hosts?.join(", ") ?? ""),
    row("last update", ageOf(secret, now)),
    row("rotated at", rotationOf(secret)),
    row(status, secret.problem?.message ?? "", palette.error),
    ...secret.weaknesses.map(({ message }) => row("weak", message, palette.warning)),
  ];
  return [
    opening.join("  "),
    ...renderRows(rows, { palette, width: clampWidth(width) }),
    ...(verbose ? secret.uses : []).map((use) => `      ${palette.muted(useLine(use, palette))}`),
  ].join("\n");
}

function usedBy({ hooks, entries, uses }: SecretDocument): string {
  if (hooks === 0 || (hooks === null && entries === 0)) return "no hook";
  if (hooks === null) return `the hooks of ${countNoun(entries, "entry", "entries")} of the file`;
  const scopes = new Set(uses.map(({ scope }) => scope)).size;
  const missing = uses.filter(({ hook_id }) => hook_id === null).length;
  const bare = uses.filter(({ hook_id, has_secret }) => hook_id !== null && !has_secret).length;
  const further = someCounts([
    [missing, "still to be created"],
    [bare, "without a secret on GitHub"],
  ]);
  return [`${countNoun(hooks, "hook")} in ${countNoun(scopes, "scope")}`, ...further].join("; ");
}

function ageOf(secret: SecretDocument, now: number): string {
  const { oldest_update: oldest, newest_update: newest } = secret;
  if (oldest === null || newest === null) return "";
  const age = (time: string): string => `${describeAge(now - Date.parse(time))} (${time})`;
  return oldest === newest ? age(oldest) : `from ${age(oldest)} to ${age(newest)}`;
}

function rotationOf({ rotated_at: rotatedAt, due }: SecretDocument): string {
  if (rotatedAt === null || due === null) return rotatedAt ?? "";
  if (due === 0) return `${rotatedAt}: no hook is due`;
  return `${rotatedAt}: ${countNoun(due, "hook")} due, \`hookfleet plan\` shows ${due === 1 ? "it" : "them"}`;
}

function useLine(use: SecretDocument["uses"][number], palette: Palette): string {
  const { hook_id: id, updated_at: updatedAt } = use;
  const hook = id === null ? "to be created" : palette.link(`#${id}`, use.html_url);
  const updated = updatedAt === null ? [] : [`updated ${updatedAt}`];
  return [sanitize(use.scope), sanitize(use.url), hook, ...updated].join("  ");
}

function closingLine({ summary, offline }: SecretsDocument, palette: Palette): string {
  const { secrets, set, missing, refused, weak } = summary;
  const count = palette.strong(countNoun(secrets, "secret"));
  if (secrets === 0) return `${count}.`;
  const wrong = someCounts([
    [missing, "missing", palette.error],
    [refused, "refused", palette.error],
    [weak, "weak", palette.warning],
  ]);
  const asked = offline ? " GitHub was not asked for hooks and their age." : "";
  return `${count}: ${[`${set} set here`, ...wrong].join(", ")}.${asked}`;
}
