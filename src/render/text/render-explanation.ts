import type { ExplainedHook, Explanation } from "../../documents/explanation.ts";
import type { SourcePosition } from "../../model/diagnostic.ts";
import { countNoun, showPosition } from "../../model/format.ts";
import { sanitize } from "../../redact/sanitize.ts";
import { padCell } from "./layout.ts";
import type { Palette } from "./palette.ts";
import { listed } from "./report-rows.ts";

function shown({ value }: ExplainedHook["values"][number]): string {
  return typeof value === "object" ? listed(value) : sanitize(String(value));
}

function renderHook(hook: ExplainedHook, palette: Palette): readonly string[] {
  const sign = hook.state === "present" ? palette.create("+") : palette.remove("-");
  const places = [hook.source, ...hook.also].map(showPosition).join(", ");
  const width = Math.max(0, ...hook.values.map((value) => shown(value).length));
  const rows = hook.values.map((value) => {
    const source = value.source === null ? "default" : showPosition(value.source);
    const text = padCell(shown(value), Math.min(width, 60));
    return `      ${palette.muted(padCell(value.field, 13))}  ${text}  ${palette.muted(source)}`;
  });
  return [
    "",
    `  ${sign} ${hook.state === "present" ? "hook" : "no hook"}  ${palette.muted(places)}`,
    ...rows,
  ];
}

/** The hooks of one scope for people, each value beside the place it comes from. */
export function renderExplanation(
  explained: Explanation,
  options: { readonly palette: Palette },
): string {
  const { palette } = options;
  const row = (label: string, value: string, source: SourcePosition | null): string =>
    `  ${palette.muted(padCell(label, 18))}  ${padCell(sanitize(value), 6)}  ${palette.muted(source === null ? "default" : showPosition(source))}`;
  return [
    `${palette.scope(sanitize(explained.scope))}  ${palette.muted(showPosition(explained.source))}`,
    row("unmanaged", explained.unmanaged, explained.unmanaged_source),
    row("undeclared_secrets", explained.undeclared_secrets, explained.undeclared_secrets_source),
    ...explained.hooks.flatMap((hook) => renderHook(hook, palette)),
    "",
    `${countNoun(explained.hooks.length, "declared hook")}.`,
  ].join("\n");
}
