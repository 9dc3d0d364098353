import type { Field, HookFields } from "../hooks/hook-fields.ts";
import type { Report } from "../problem.ts";

/** Nothing that would change a live hook is implied: these must come from somewhere. */
export function checkMissingFields(
  entry: HookFields,
  fields: Readonly<Record<string, Field<unknown> | undefined>>,
  report: Report,
): void {
  const missing = ["url", "events", "content_type"].filter((name) => fields[name] === undefined);
  if (missing.length === 0) return;
  const template = entry.use === undefined ? "from a template" : "from its template";
  const defaults = missing.includes("url") && missing.length === 1 ? "" : ", from `defaults.hook`";
  report({
    code: "missing-field",
    message: `The hook lacks ${missing.map((name) => `\`${name}\``).join(", ")}`,
    help: `It can come from the entry, ${template}${defaults}${missing.includes("url") && defaults !== "" ? " (not `url`)" : ""}.`,
    at: entry.position,
  });
}
