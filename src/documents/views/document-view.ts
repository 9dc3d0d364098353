/** `caution` is damage, or what stops the run; `warning` is what could surprise. */
export type DamageLevel = "caution" | "warning";

/** What kind of news an entry is; a palette for formats that have one. */
export type Tone = "create" | "update" | "patch" | "remove" | "blocked" | "warning" | "muted";

/** What is said of one field: what goes and what comes, or a sentence. All text is raw. */
export type FieldView =
  | {
      readonly kind: "change";
      readonly field: string;
      readonly removed: readonly string[];
      readonly added: readonly string[];
    }
  | {
      readonly kind: "words";
      readonly field: string;
      readonly text: string;
      readonly tone?: Tone;
      /** Of a secret in a report of drift: what is wrong with it on GitHub, whatever `apply` does. */
      readonly state?: string | undefined;
    };

/** One hook and what becomes of it. All text is raw: escaping is each format's own. */
export interface EntryView {
  /** What a reader may filter by; for actions their kind or `blocked`. */
  readonly kind: string;
  /** What is or would be done. */
  readonly verb: string;
  readonly sign: "+" | "-" | "~" | "!" | " ";
  readonly tone: Tone;
  readonly scope: string;
  readonly url: string;
  readonly hookId: number | null;
  /** The hook comes or goes as a whole: its fields are what it has, and do not change. */
  readonly isWhole: boolean;
  /** Why, where the verb does not say it already; may be empty. */
  readonly note: string;
  /** `file:line`; empty where the file does not ask for it. */
  readonly place: string;
  readonly fields: readonly FieldView[];
  readonly blocked: {
    readonly reason: string;
    readonly why: string;
    readonly wayOut: string;
  } | null;
  readonly origin: "change" | "drift" | null;
}

/** What must be read before anything else. */
export interface AlertView {
  readonly level: DamageLevel;
  readonly code: string;
  readonly message: string;
  readonly help: string;
  /** Scope or `file:line`, or empty. */
  readonly where: string;
}

/** A number over time, in two parts. All text is raw. */
export interface ChartView {
  /** What it shows as a whole. */
  readonly label: string;
  readonly bars: readonly {
    readonly label: string;
    readonly good: number;
    readonly bad: number;
  }[];
}

/** Entries that belong together. `rank` orders by importance: the highest is dropped first. */
export interface GroupView {
  readonly rank: number;
  /** `blocked` and `loss` are never folded away; `quiet` is what stays as it is. */
  readonly weight: "blocked" | "loss" | "change" | "quiet";
  readonly heading: string;
  readonly lede: string;
  readonly entries: readonly EntryView[];
  /** On pages. */
  readonly chart?: ChartView;
}

/** Groups under one heading, or without one where there is only one section. */
export interface SectionView {
  readonly heading: string;
  readonly groups: readonly GroupView[];
}

export interface CountView {
  readonly kind: string;
  readonly label: string;
  readonly count: number;
  readonly tone: Tone;
}

/** A plan or a drift report as people read it, whatever the format. */
export interface DocumentView {
  readonly title: string;
  /** One row, or one for each origin under its name. */
  readonly counts: readonly { readonly name: string; readonly counts: readonly CountView[] }[];
  /** What is true of the whole, a sentence each. */
  readonly notes: readonly string[];
  readonly alerts: readonly AlertView[];
  readonly sections: readonly SectionView[];
  /** How it was made, as label and value. */
  readonly facts: readonly (readonly [string, string])[];
}
