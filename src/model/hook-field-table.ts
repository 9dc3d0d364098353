import { compareStrings } from "./compare-strings.ts";
import type { HookFields, ShownFields } from "./hook.ts";
import { HookUrl, type UrlOrigin } from "./hook-url.ts";
import { isNestedDeeply } from "./json-object.ts";

/*
 * The table of a hook's fields; the secret, which GitHub never shows, is none of them. Diffs, digests,
 * guards, requests, the check of answers, documents and import loop over it (hook-fields.ts), in its
 * order. A new field: its type in hook.ts and a row here; test/model/hook-fields.test.ts walks the rows.
 */

export type Property = keyof HookFields;

/** How the file, plans and GitHub call the fields. */
export interface FieldKeys {
  readonly url: "url";
  readonly events: "events";
  readonly contentType: "content_type";
  readonly insecureSsl: "insecure_ssl";
  readonly active: "active";
}

export interface FieldRow<P extends Property> {
  readonly key: FieldKeys[P];
  /** Written with the whole of GitHub's `config`, or beside it. */
  readonly part: "config" | "hook";
  /** Its place among what digests cover. Saved plans rest on it: a new field comes last. */
  readonly digestPlace: number;
  /** What a hook has that does not declare it; undefined where it must be declared. */
  readonly fallback: HookFields[P] | undefined;
  /** For GitHub, and from it. No value that GitHub shows is refused. */
  readonly encode: (value: HookFields[P]) => unknown;
  readonly decode: (value: unknown) => ShownFields[P];
  /** What a file says of a hook that shows this: the same as far as it can be declared. */
  readonly declare: (value: ShownFields[P]) => HookFields[P];
  /** How much a change of it counts when hooks are matched: 1 unless given. */
  readonly weight?: (before: ShownFields[P], after: HookFields[P]) => number;
  /** Whether a change of it makes a hook deliver less, elsewhere or less safely. */
  readonly weakens: (before: ShownFields[P], after: HookFields[P]) => boolean;
}

const live: UrlOrigin = { kind: "live" };

export const rows: { readonly [P in Property]: FieldRow<P> } = {
  url: {
    key: "url",
    part: "config",
    digestPlace: 0,
    fallback: undefined,
    encode: (url) => url.reveal(),
    decode: (value) => new HookUrl(typeof value === "string" ? value : "", live),
    declare: (url) => url,
    weakens: (before, after) => before.normalized() !== after.normalized(),
  },
  events: {
    key: "events",
    part: "hook",
    digestPlace: 1,
    fallback: undefined,
    encode: (events) => events,
    decode: (value) => {
      if (isBlank(value)) return [];
      const names = Array.isArray(value) ? value.map(textOf) : [jsonOf(value)];
      return [...new Set(names)].toSorted(compareStrings);
    },
    declare: (events) => [...new Set(events)].toSorted(compareStrings),
    // Each event that comes or goes.
    weight: (before, after) =>
      before.filter((event) => !after.includes(event)).length +
      after.filter((event) => !before.includes(event)).length,
    weakens: (before, after) =>
      !after.includes("*") && before.some((event) => !after.includes(event)),
  },
  contentType: {
    key: "content_type",
    part: "config",
    digestPlace: 3,
    fallback: undefined,
    encode: (type) => type,
    // Hooks of before 2019 may lack it, and GitHub then sends a form.
    decode: (value) => (isBlank(value) ? "form" : textOf(value)),
    // GitHub sends a form wherever the type is not one that it takes for JSON.
    declare: (shown) => (shown === "json" || shown === "application/json" ? "json" : "form"),
    weakens: () => false,
  },
  insecureSsl: {
    key: "insecure_ssl",
    part: "config",
    digestPlace: 4,
    fallback: false,
    encode: (isInsecure) => (isInsecure ? "1" : "0"),
    // GitHub stored the strings "true" and "false" too, and shows them still: only "1" is on.
    decode: (value) => {
      if (value === true || value === 1 || value === "1") return true;
      return value === false || value === 0 || value === "0" || isBlank(value)
        ? false
        : textOf(value);
    },
    declare: (shown) => shown === true,
    // A man in the middle could read every delivery and pose as the receiver.
    weakens: (_, after) => after,
  },
  active: {
    key: "active",
    part: "hook",
    digestPlace: 2,
    fallback: true,
    encode: (isActive) => isActive,
    decode: (value) => (typeof value === "boolean" ? value : textOf(value)),
    declare: (shown) => shown === true,
    weakens: (_, after) => !after,
  },
};

/** True for what GitHub shows in place of a value that was never set. */
export function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

/** A text as it is, and anything else as its JSON. */
function textOf(value: unknown): string {
  return typeof value === "string" ? value : jsonOf(value);
}

function jsonOf(value: unknown): string {
  return isNestedDeeply(value) ? "(nested too deeply)" : JSON.stringify(value ?? null);
}
