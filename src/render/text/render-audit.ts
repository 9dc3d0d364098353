import { countScopes } from "../../documents/audit-document.ts";
import { countNoun, showNumber } from "../../documents/format.ts";
import {
  type AuditFindingView,
  type AuditReceiverView,
  auditView,
  incompleteAudit,
} from "../../documents/views/audit-view.ts";
import {
  type Audit,
  type AuditedHook,
  findingMessage,
  type Severity,
  worstOf,
} from "../../model/audit.ts";
import { scopeName } from "../../model/scope.ts";
import { sanitize, sanitizeProse } from "../../redact/sanitize.ts";
import { showHookId } from "./hook-id.ts";
import { type Cell, clampWidth, wrapCells, wrapLabeled } from "./layout.ts";
import type { Palette, Styles, TextOptions } from "./palette.ts";
import { renderTable, type TableColumn } from "./render-table.ts";

export interface RenderAuditOptions extends TextOptions {
  /** Every receiver, and a line for every hook. */
  readonly all?: boolean;
  /** Whether every scope could be read. */
  readonly complete: boolean;
}

const columns: readonly TableColumn[] = [
  { title: "" },
  { title: "Receiver", shrinks: 20, clip: "middle" },
  { title: "Hooks", align: "right" },
  { title: "Scopes", align: "right" },
  { title: "Events", shrinks: 8 },
  { title: "Secret" },
  { title: "TLS" },
  { title: "Last", shrinks: 8 },
  { title: "Changed" },
];

const marks: Readonly<Record<Severity | "fine", readonly [mark: string, style: keyof Styles]>> = {
  error: ["✗", "error"],
  warning: ["!", "warning"],
  note: ["·", "muted"],
  fine: ["✓", "success"],
};

function markCell(severity: Severity | undefined, palette: Palette): Cell {
  const [text, style] = marks[severity ?? "fine"];
  return { text, style: palette[style] };
}

/** So many receivers fit a screen; the worst of them come first. */
const receiversShown = 40;
/** Hooks that are named of each finding. */
const named = 3;

/** An audit for people, worst first. No line break at the end. */
export function renderAudit(audit: Audit, options: RenderAuditOptions): string {
  const { palette, all = false } = options;
  const { summary, receivers, findings } = auditView(audit);
  const shown = all ? receivers : receivers.slice(0, receiversShown);
  const left = receivers.slice(shown.length);
  const rest = left.reduce((sum, { hooks }) => sum + hooks.length, 0);
  const counts = [
    summary.errors === 0 ? undefined : palette.error(countNoun(summary.errors, "error")),
    summary.warnings === 0 ? undefined : palette.warning(countNoun(summary.warnings, "warning")),
    summary.notes === 0 ? undefined : countNoun(summary.notes, "note"),
  ].filter((text) => text !== undefined);
  const what = `${countNoun(summary.hooks, "hook")} in ${countNoun(summary.scopes, "scope")} at ${countNoun(receivers.length, "receiver")}`;
  return [
    ...(shown.length === 0 ? [] : [...receiverTable(shown, options), ""]),
    ...(left.length === 0
      ? []
      : [
          palette.muted(
            `… and ${showNumber(left.length)} more receivers with ${countNoun(rest, "hook")} (--all)`,
          ),
          "",
        ]),
    ...findings.flatMap((finding) => findingLines(finding, options)),
    ...(findings.length === 0 ? [] : [""]),
    ...(options.complete ? [] : [palette.warning(incompleteAudit), ""]),
    `${palette.strong(what)}: ${counts.length === 0 ? "no findings" : counts.join(", ")}.`,
  ].join("\n");
}

function receiverTable(
  receivers: readonly AuditReceiverView[],
  options: RenderAuditOptions,
): readonly string[] {
  const { palette, all = false } = options;
  const rows = receivers.map((receiver): readonly Cell[] => {
    const { host, hooks, scopes, events, secret, tls, answer, changed, worst } = receiver;
    const bad = (is: boolean): Pick<Cell, "style"> => (is ? { style: palette.error } : {});
    return [
      markCell(worst, palette),
      { text: sanitize(host), style: palette.strong },
      { text: String(hooks.length) },
      { text: String(scopes) },
      { text: sanitize(events) },
      { text: secret, ...bad(secret !== "all") },
      { text: tls, ...bad(tls !== "on" && tls !== "–") },
      { text: answer, ...bad(answer.endsWith("failed")) },
      { text: changed.slice(0, 7), style: palette.muted },
    ];
  });
  const [titles = "", ...lines] = renderTable(columns, rows, options);
  return [
    titles,
    ...lines.flatMap((line, index) => [
      line,
      ...(all ? (receivers[index]?.hooks ?? []).map((hook) => hookLine(hook, options)) : []),
    ]),
  ];
}

function hookLine({ scope, live, findings }: AuditedHook, options: RenderAuditOptions): string {
  const { palette, showUrls = false } = options;
  const { text, style } = markCell(worstOf(findings), palette);
  const words = [
    `${style?.(text)}  ${sanitize(scopeName(scope))} ${showHookId(scope, live.id, options)}`,
    sanitize(live.url.show(showUrls)),
    palette.muted(findings.map(({ code }) => code).join(", ")),
  ];
  return `     ${words.join("  ")}`.trimEnd();
}

function findingLines(
  { code, severity, hooks, sentence }: AuditFindingView,
  options: RenderAuditOptions,
): readonly string[] {
  const { palette, width } = options;
  const [mark, style] = marks[severity];
  const scopes = countScopes(hooks);
  const more = Math.max(0, hooks.length - named);
  const places = hooks.slice(0, named).flatMap(({ scope, live }, index): readonly Cell[] => [
    { text: sanitize(scopeName(scope)) },
    {
      text: `#${live.id}${index + 1 < Math.min(named, hooks.length) ? "," : ""}`,
      style: (text) => text.replace(/^#\d+/, () => showHookId(scope, live.id, options)),
    },
  ]);
  const [only] = hooks;
  const told = only?.findings.find((one) => one.code === code);
  const text = hooks.length === 1 && told !== undefined ? findingMessage(told) : sentence;
  const count = `${countNoun(hooks.length, "hook")}${scopes === hooks.length ? "" : ` in ${countNoun(scopes, "scope")}`}`;
  const rest = "   ";
  return [
    ...wrapLabeled(
      [
        { text: `${mark} `, style: palette[style] },
        { text: `${code}:`, style: palette.strong },
      ],
      `${count}. ${sanitizeProse(text)}`,
      { rest, width },
    ),
    ...wrapCells([...places, ...(more === 0 ? [] : [{ text: `and ${more} more` }])], {
      gap: " ",
      width: clampWidth(width) - rest.length,
    }).map((line) => rest + palette.muted(line)),
  ];
}
