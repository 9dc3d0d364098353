import { scopeCount } from "../../documents/audit-document.ts";
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
import { countNoun, showNumber } from "../../model/format.ts";
import { scopeName } from "../../model/scope.ts";
import { sanitize, sanitizeProse } from "../../redact/sanitize.ts";
import { type Cell, clampWidth, wrapCells, wrapLabeled } from "./layout.ts";
import { type Palette, type Style, type Styles, type TextOptions, unstyled } from "./palette.ts";
import { severityCounts } from "./render-diagnostics.ts";
import { renderTable, type TableColumn, type TableRow } from "./render-table.ts";
import { showHookId } from "./show-hook.ts";

interface RenderAuditOptions extends TextOptions {
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
  const more = `… and ${showNumber(left.length)} more receivers with ${countNoun(rest, "hook")} (--all)`;
  const rows = shown.map((receiver) => receiverRow(receiver, options));
  const counts = severityCounts(summary, palette);
  const what = `${countNoun(summary.hooks, "hook")} in ${countNoun(summary.scopes, "scope")} at ${countNoun(receivers.length, "receiver")}`;
  return [
    ...(shown.length === 0 ? [] : [...renderTable(columns, rows, options), ""]),
    ...(left.length === 0 ? [] : [palette.muted(more), ""]),
    ...findings.flatMap((finding) => findingLines(finding, options)),
    ...(findings.length === 0 ? [] : [""]),
    ...(options.complete ? [] : [palette.warning(incompleteAudit), ""]),
    `${palette.strong(what)}: ${counts === "" ? "no findings" : counts}.`,
  ].join("\n");
}

function receiverRow(receiver: AuditReceiverView, options: RenderAuditOptions): TableRow {
  const { palette, all = false } = options;
  const { hooks, secret, tls, answer } = receiver;
  const errorIf = (is: boolean): Style | undefined => (is ? palette.error : undefined);
  const cells = [
    markCell(receiver.worst, palette),
    { text: sanitize(receiver.host), style: palette.strong },
    { text: String(hooks.length) },
    { text: String(receiver.scopes) },
    { text: sanitize(receiver.events) },
    { text: secret, style: errorIf(secret !== "all") },
    { text: tls, style: errorIf(tls !== "on" && tls !== "–") },
    { text: answer, style: errorIf(answer.endsWith("failed")) },
    { text: receiver.changed.slice(0, 7), style: palette.muted },
  ];
  return { cells, below: all ? hooks.map((hook) => hookLine(hook, options)) : [] };
}

function hookLine({ scope, live, findings }: AuditedHook, options: RenderAuditOptions): string {
  const { palette, showUrls } = options;
  const { text, style = unstyled } = markCell(worstOf(findings), palette);
  const words = [
    `${style(text)}  ${sanitize(scopeName(scope))} ${showHookId(scope, live.id, options)}`,
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
  const rest = "   ";
  const [mark, style] = marks[severity];
  const scopes = scopeCount(hooks);
  const shown = hooks.slice(0, named);
  const places = shown.map(({ scope, live }, index): Cell => {
    const [name, comma] = [sanitize(scopeName(scope)), index + 1 < shown.length ? "," : ""];
    const style = () => `${name} ${showHookId(scope, live.id, options)}${comma}`;
    return { text: `${name} #${live.id}${comma}`, style };
  });
  const more = hooks.length - shown.length;
  const last = more === 0 ? [] : [{ text: `and ${more} more` }];
  const [only] = hooks;
  const finding = only?.findings.find((one) => one.code === code);
  const text = hooks.length === 1 && finding !== undefined ? findingMessage(finding) : sentence;
  const within = scopes === hooks.length ? "" : ` in ${countNoun(scopes, "scope")}`;
  return [
    ...wrapLabeled(
      [
        { text: `${mark} `, style: palette[style] },
        { text: `${code}:`, style: palette.strong },
      ],
      `${countNoun(hooks.length, "hook")}${within}. ${sanitizeProse(text)}`,
      { rest, width },
    ),
    ...wrapCells([...places, ...last], { gap: " ", width: clampWidth(width) - rest.length }).map(
      (line) => rest + palette.muted(line),
    ),
  ];
}
