import type { SourcePosition } from "../../model/diagnostic.ts";
import type { ContentType } from "../../model/hook.ts";
import type { DesiredSecret } from "../../model/secret-reference.ts";
import type { UrlRule } from "../fleet-config.ts";
import type { PlacedString } from "../yaml/yaml-node.ts";

/** Whose hook an entry declares. */
export type HookLevel = "organization" | "repository";

/** A field that stands in the file: its value is undefined where it is wrong, which was reported. */
export interface Field<Value> {
  readonly value: Value | undefined;
  readonly position: SourcePosition;
}

/** A URL as one place writes it. */
export type WrittenUrl = UrlRule;

export interface SecretField {
  readonly desired: DesiredSecret;
  readonly allowsHost: ((host: string) => boolean) | undefined;
}

/** A value of `with`. */
export interface Parameter {
  readonly name: string;
  readonly value: string;
  readonly position: SourcePosition;
  readonly keyPosition: SourcePosition;
}

/** The fields of a hook as one place writes them: an entry, a template or `defaults.hook`. */
export interface HookFields {
  readonly position: SourcePosition;
  readonly use: Field<string> | undefined;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly url: Field<WrittenUrl> | undefined;
  readonly events: Field<readonly PlacedString[]> | undefined;
  readonly contentType: Field<ContentType> | undefined;
  readonly insecureSsl: Field<boolean> | undefined;
  readonly active: Field<boolean> | undefined;
  readonly secret: Field<SecretField> | undefined;
  readonly previousUrls: Field<readonly WrittenUrl[]> | undefined;
  readonly state: Field<"present" | "absent"> | undefined;
  /** Every key that stands there and means something, with its place. */
  readonly keys: ReadonlyMap<string, SourcePosition>;
}
