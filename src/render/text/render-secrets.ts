import { countNoun, describeAge, someCounts } from "../../documents/format.ts";
import type { SecretDocument, SecretsDocument } from "../../documents/secrets-document.ts";
import { sanitize, sanitizeProse } from "../../redact/sanitize.ts";
import { clampWidth, type Row, renderRows, textRow } from "./layout.ts";
import type { Palette, Style, TextOptions } from "./palette.ts";

/** Every secret for people: where it is, who uses it, how old and how good it is. Never a value. */
export function renderSecrets(document: SecretsDocument, options: TextOptions): string {
  const now = Date.parse(document.created_at);
  const blocks = document.secrets.map((secret) => renderOne(secret, now, options));
  return [...blocks, closingLine(document, options.palette)].join("\n\n");
}

function sentence(label: string, text: string, style?: Style): Row {
  return textRow(label, sanitizeProse(text), style);
}

function renderOne(
  secret: SecretDocument,
  now: number,
  { palette, width, verbose = false }: TextOptions,
): string {
  const { source, status, declared_at: place } = secret;
  const from = "env" in source ? `env ${source.env}` : `file ${source.file}`;
  const state = status === "set" ? palette.success("set") : palette.error(status);
  const opening = [
    palette.scope(sanitize(secret.ref)),
    state,
    sanitize(from),
    palette.muted(sanitize(`${place.file}:${place.line}`)),
  ].join("  ");
  const rows: readonly Row[] = [
    sentence("used by", usedBy(secret)),
    ...(secret.receivers.length === 0 ? [] : [sentence("receivers", secret.receivers.join(", "))]),
    ...(secret.hosts === null ? [] : [sentence("hosts", secret.hosts.join(", "))]),
    ...ageRows(secret, now),
    ...rotationRows(secret),
    ...(secret.problem === null ? [] : [sentence(status, secret.problem.message, palette.error)]),
    ...secret.weaknesses.map(({ message }) => sentence("weak", message, palette.warning)),
  ];
  const uses = verbose
    ? secret.uses.map((use) => `      ${palette.muted(useLine(use, palette))}`)
    : [];
  return [opening, ...renderRows(rows, { palette, width: clampWidth(width) }), ...uses].join("\n");
}

function usedBy({ hooks, entries, uses }: SecretDocument): string {
  if (hooks === null)
    return entries === 0
      ? "no hook"
      : `the hooks of ${entries} ${entries === 1 ? "entry" : "entries"} of the file`;
  if (hooks === 0) return "no hook";
  const scopes = new Set(uses.map(({ scope }) => scope)).size;
  const missing = uses.filter(({ hook_id }) => hook_id === null).length;
  const bare = uses.filter(({ hook_id, has_secret }) => hook_id !== null && !has_secret).length;
  const further = someCounts([
    [missing, "still to be created"],
    [bare, "without a secret on GitHub"],
  ]);
  return [`${countNoun(hooks, "hook")} in ${countNoun(scopes, "scope")}`, ...further].join("; ");
}

function ageRows(secret: SecretDocument, now: number): readonly Row[] {
  const { oldest_update: oldest, newest_update: newest } = secret;
  if (oldest === null || newest === null) return [];
  const age = (time: string): string => `${describeAge(now - Date.parse(time))} (${time})`;
  const words = oldest === newest ? age(oldest) : `from ${age(oldest)} to ${age(newest)}`;
  return [sentence("last update", words)];
}

function rotationRows({ rotated_at: rotatedAt, due }: SecretDocument): readonly Row[] {
  if (rotatedAt === null) return [];
  const progress =
    due === null
      ? ""
      : due === 0
        ? ": no hook is due"
        : `: ${countNoun(due, "hook")} due, \`hookfleet plan\` shows ${due === 1 ? "it" : "them"}`;
  return [sentence("rotated at", `${rotatedAt}${progress}`)];
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
