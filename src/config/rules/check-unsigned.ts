import type { Field, HookFields } from "../hooks/hook-fields.ts";
import type { Report } from "../problem.ts";

/** A hook whose URL is a credential needs no secret; one that says `none` has decided. */
export function checkUnsigned(
  entry: HookFields,
  template: HookFields | undefined,
  fields: { readonly url: HookFields["url"]; readonly secret: Field<unknown> | undefined },
  report: Report,
): void {
  if (fields.secret !== undefined || fields.url?.value?.kind !== "text") return;
  // One warning for a template rather than one for each of its uses.
  const at = template === undefined ? entry.position : template.position;
  report({
    code: "no-secret",
    message: `The ${template === undefined ? "hook" : "template"} names no secret, so that its receiver cannot tell who sends`,
    help: "Name an entry of `secrets`, or write `secret: none` if that is meant.",
    at,
  });
}
