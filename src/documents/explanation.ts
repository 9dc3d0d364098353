import { compareStrings } from "../model/compare-strings.ts";
import type { DesiredScope } from "../model/desired-state.ts";
import type { DesiredHook } from "../model/hook.ts";
import { scopeName } from "../model/scope.ts";
import { managedSecret } from "../model/secret-reference.ts";
import { fieldValues } from "./plan-document.ts";

export type ExplainedHook = ReturnType<typeof explainedHook>;

function explainedHook(hook: DesiredHook, showUrls: boolean) {
  const previous = hook.previousUrls.map((url) => url.show(showUrls)).toSorted(compareStrings);
  const fields: readonly (readonly [string, string | boolean | readonly string[]])[] = [
    ...fieldValues(hook, showUrls),
    ["secret", managedSecret(hook)?.ref ?? hook.secret.kind],
    ...(previous.length === 0 ? [] : [["previous_urls", previous] as const]),
  ];
  return {
    source: hook.position,
    /** Further places that ask for the very same hook. */
    also: hook.alsoAt,
    state: "present",
    /** Each with the place that it comes from; null where it is a built-in default. */
    values: fields.map(([field, value]) => {
      return { field, value, source: hook.provenance.get(field) ?? null };
    }),
  };
}

export type Explanation = ReturnType<typeof explanation>;

/**
 * Everything that the configuration asks of one scope, `explain --format json`: the effective hooks, and
 * for every value where it comes from. URLs are masked.
 */
export function explanation(
  { scope, hooks, absent, unmanaged, undeclaredSecrets, settingPlaces, position }: DesiredScope,
  { showUrls }: { readonly showUrls: boolean },
) {
  const gone = absent.map((entry): ExplainedHook => {
    const source = entry.position;
    const url = { field: "url", value: entry.url.show(showUrls), source };
    return { source, also: [], state: "absent", values: [url] };
  });
  return {
    format: "hookfleet.explanation/1",
    scope: scopeName(scope),
    source: position,
    unmanaged,
    /** Null where it is the built-in default. */
    unmanaged_source: settingPlaces.unmanaged ?? null,
    undeclared_secrets: undeclaredSecrets,
    undeclared_secrets_source: settingPlaces.undeclaredSecrets ?? null,
    hooks: [...hooks.map((hook) => explainedHook(hook, showUrls)), ...gone],
  };
}
