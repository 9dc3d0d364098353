import { compareStrings } from "../model/compare-strings.ts";
import type { DesiredScope } from "../model/desired-state.ts";
import type { SourcePosition } from "../model/diagnostic.ts";
import type { DesiredHook } from "../model/hook.ts";
import type { PositionDocument } from "../model/plan-document.ts";
import { scopeName } from "../model/scope.ts";
import { positionDocument } from "./diagnostic-document.ts";
import { fieldValues } from "./plan-document.ts";

type Value = string | boolean | readonly string[];

/** One value of a hook, and the place that it comes from; null where it is a built-in default. */
export interface ExplainedValue {
  readonly field: string;
  readonly value: Value;
  readonly source: PositionDocument | null;
}

export interface ExplainedHook {
  readonly source: PositionDocument;
  /** Further places that ask for the very same hook. */
  readonly also: readonly PositionDocument[];
  readonly state: "present" | "absent";
  readonly values: readonly ExplainedValue[];
}

/** Everything that the configuration asks of one scope: `explain --format json`. */
export interface Explanation {
  readonly format: "hookfleet.explanation/1";
  readonly scope: string;
  readonly source: PositionDocument;
  readonly unmanaged: string;
  /** Null where it is the built-in default. */
  readonly unmanaged_source: PositionDocument | null;
  readonly undeclared_secrets: string;
  readonly undeclared_secrets_source: PositionDocument | null;
  readonly hooks: readonly ExplainedHook[];
}

function secretOf({ secret }: DesiredHook): string {
  return secret.kind === "managed" ? secret.secret.ref : secret.kind;
}

function placeOf(position: SourcePosition | undefined): PositionDocument | null {
  return position === undefined ? null : positionDocument(position);
}

function valuesOf(hook: DesiredHook, showUrls: boolean): readonly ExplainedValue[] {
  const from = (field: string): PositionDocument | null => placeOf(hook.provenance.get(field));
  const fields: readonly (readonly [string, Value])[] = [
    ...fieldValues(hook, showUrls),
    ["secret", secretOf(hook)],
    ["previous_urls", hook.previousUrls.map((url) => url.show(showUrls)).toSorted(compareStrings)],
  ];
  return fields
    .filter(([field, value]) => field !== "previous_urls" || value.toString() !== "")
    .map(([field, value]) => ({ field, value, source: from(field) }));
}

/** The effective hooks of one scope, and for every value where it comes from. URLs are masked. */
export function explanation(
  { scope, hooks, absent, unmanaged, undeclaredSecrets, settingPlaces, position }: DesiredScope,
  options: { readonly showUrls: boolean },
): Explanation {
  const present = hooks.map(
    (hook): ExplainedHook => ({
      source: positionDocument(hook.position),
      also: hook.alsoAt.map(positionDocument),
      state: "present",
      values: valuesOf(hook, options.showUrls),
    }),
  );
  const gone = absent.map((entry): ExplainedHook => {
    const source = positionDocument(entry.position);
    const url = { field: "url", value: entry.url.show(options.showUrls), source };
    return { source, also: [], state: "absent", values: [url] };
  });
  return {
    format: "hookfleet.explanation/1",
    scope: scopeName(scope),
    source: positionDocument(position),
    unmanaged,
    unmanaged_source: placeOf(settingPlaces.unmanaged),
    undeclared_secrets: undeclaredSecrets,
    undeclared_secrets_source: placeOf(settingPlaces.undeclaredSecrets),
    hooks: [...present, ...gone],
  };
}
