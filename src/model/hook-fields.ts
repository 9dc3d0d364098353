import equal from "fast-deep-equal";
import { compareStrings } from "./compare-strings.ts";
import type { ConfigFields, HookFields, ShownFields } from "./hook.ts";
import { type FieldKeys, type FieldRow, type Property, rows } from "./hook-field-table.ts";
import { HookUrl } from "./hook-url.ts";

/* What is done to all fields of a hook alike, by the table of them. */

export interface ChangedField<P extends Property> {
  readonly field: FieldKeys[P];
  readonly before: ShownFields[P];
  readonly after: HookFields[P];
}

/** One field of a hook, as it is and as it should be. Events are sorted. */
export type FieldChange = { readonly [P in Property]: ChangedField<P> }[Property];

/** One row of the table, as those see it who loop over all of them. */
export interface HookField extends Pick<FieldRow<Property>, "key" | "part"> {
  readonly property: Property;
  readonly fallback: boolean | undefined;
  /** undefined where the field is the same on both sides. */
  readonly change: (desired: HookFields, live: ShownFields) => FieldChange | undefined;
  readonly weight: (desired: HookFields, live: ShownFields) => number;
  readonly weakens: (desired: HookFields, live: ShownFields) => boolean;
  readonly encode: (hook: Partial<HookFields>) => unknown;
}

function fieldOf<P extends Property>(property: P): HookField {
  const row: FieldRow<P> = rows[property];
  const isSame = (desired: HookFields, live: ShownFields): boolean =>
    equal(plainValue(desired[property]), plainValue(live[property]));
  return {
    key: row.key,
    part: row.part,
    property,
    fallback: typeof row.fallback === "boolean" ? row.fallback : undefined,
    change: (desired, live) => {
      if (isSame(desired, live)) return undefined;
      const change: ChangedField<P> = {
        field: row.key,
        before: live[property],
        after: desired[property],
      };
      // A change of any one field is one of the union, which the compiler does not see.
      return change as unknown as FieldChange;
    },
    weight: (desired, live) => {
      if (isSame(desired, live)) return 0;
      return row.weight?.(live[property], desired[property]) ?? 1;
    },
    weakens: (desired, live) =>
      !isSame(desired, live) && row.weakens(live[property], desired[property]),
    encode: (hook) => {
      const value = hook[property];
      return value === undefined ? undefined : row.encode(value);
    },
  };
}

const properties = Object.keys(rows) as readonly Property[];

/** Every field, in the order of files, plans and reports. */
export const hookFields: readonly HookField[] = properties.map((property) => fieldOf(property));

const digested = properties.toSorted(
  (left, right) => rows[left].digestPlace - rows[right].digestPlace,
);

const configProperties = properties.filter(
  (property): property is keyof ConfigFields => rows[property].part === "config",
);
const outerProperties = properties.filter(
  (property): property is Exclude<Property, keyof ConfigFields> => rows[property].part === "hook",
);

/** A value as plain data, to compare and to hash. */
function plainValue<Value>(value: Value): Exclude<Value, HookUrl> | string {
  return value instanceof HookUrl ? value.reveal() : (value as Exclude<Value, HookUrl>);
}

/** What a digest covers of a hook: every field, its URL whole. */
export function digestValues(hook: ShownFields): readonly unknown[] {
  return digested.map((property) => plainValue(hook[property]));
}

/** The names of the fields in which two hooks differ. What one of them does not show is not compared. */
export function differingFields(
  one: Partial<ShownFields>,
  other: Partial<ShownFields>,
): readonly string[] {
  return hookFields
    .filter(({ property }) => {
      const [left, right] = [plainValue(one[property]), plainValue(other[property])];
      return left !== undefined && right !== undefined && !equal(left, right);
    })
    .map(({ key }) => key);
}

/** An order of hooks by all of their fields. */
export function compareFields(left: ShownFields, right: ShownFields): number {
  for (const property of properties) {
    const order = compareStrings(
      String(plainValue(left[property])),
      String(plainValue(right[property])),
    );
    if (order !== 0) return order;
  }
  return 0;
}

/** The fields of a hook and nothing else of it. */
export function fieldsOf<Hook extends ShownFields>(hook: Hook): Pick<Hook, Property> {
  return pick(hook, properties);
}

/** The fields of a live hook as a file declares them. */
export function declarableFields(live: ShownFields): HookFields {
  const declare = <P extends Property>(property: P): HookFields[P] =>
    rows[property].declare(live[property]);
  return Object.fromEntries(properties.map((one) => [one, declare(one)])) as Pick<
    HookFields,
    Property
  >;
}

/** What GitHub keeps under `config`, without the secret. */
export function configOf<Hook extends Pick<ShownFields, keyof ConfigFields>>(
  hook: Hook,
): Pick<Hook, keyof ConfigFields> {
  return pick(hook, configProperties);
}

/** What stands beside `config`. */
export function outerOf<Hook extends Omit<ShownFields, keyof ConfigFields>>(
  hook: Hook,
): Pick<Hook, Exclude<Property, keyof ConfigFields>> {
  return pick(hook, outerProperties);
}

/** The fields under `config` that change, as they are to be. */
export function changedConfig(
  desired: HookFields,
  changes: readonly FieldChange[],
): Partial<ConfigFields> {
  const changed = new Set(changes.map(({ field }) => field));
  const isChanged = (property: Property): boolean => changed.has(rows[property].key);
  return pick(desired, configProperties.filter(isChanged));
}

function pick<From, Key extends keyof From>(from: From, keys: readonly Key[]): Pick<From, Key> {
  return Object.fromEntries(keys.map((key) => [key, from[key]])) as Pick<From, Key>;
}

/** The fields of one part that are there, as GitHub's requests have them. */
export function encodeFields(
  hook: Partial<HookFields>,
  part: HookField["part"],
): Readonly<Record<string, unknown>> {
  const fields = hookFields.filter((field) => field.part === part);
  return Object.fromEntries(
    fields
      .map((field) => [field.key, field.encode(hook)])
      .filter(([, value]) => value !== undefined),
  );
}

type Json = Readonly<Record<string, unknown>>;

/** The fields of GitHub's `config`. */
export function decodeConfig(config: Json): Pick<ShownFields, keyof ConfigFields> {
  return decode(config, configProperties);
}

/** The fields that stand beside it. */
export function decodeOuter(hook: Json): Omit<ShownFields, keyof ConfigFields> {
  return decode(hook, outerProperties);
}

function decode<P extends Property>(from: Json, wanted: readonly P[]): Pick<ShownFields, P> {
  const found: Partial<Record<P, unknown>> = {};
  for (const property of wanted) {
    const { key, decode: decodeValue } = rows[property];
    found[property] = decodeValue(from[key]);
  }
  return found as Pick<ShownFields, P>;
}

/** The same with every text in it rewritten; a URL stays, because it shows itself masked. */
export function mapTexts<Fields extends Partial<ShownFields>>(
  fields: Fields,
  write: (text: string) => string,
): Fields {
  const rewrite = (value: ShownFields[Property] | undefined): unknown => {
    if (typeof value === "string") return write(value);
    if (typeof value !== "object" || value instanceof HookUrl) return value;
    if (value.every((text) => write(text) === text)) return value;
    return [...new Set(value.map(write))].toSorted(compareStrings);
  };
  const written = properties
    .map((property) => [property, rewrite(fields[property])] as const)
    .filter(([property, value]) => value !== fields[property]);
  return written.length === 0 ? fields : { ...fields, ...Object.fromEntries(written) };
}
