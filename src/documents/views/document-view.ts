import type { Diagnostic } from "../../model/diagnostic.ts";
import type { ActionOrigin } from "../../model/plan-document.ts";
import type { BlockMessage } from "../messages/blocked-messages.ts";

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
      readonly tone?: Tone | undefined;
    };

/** Where an entry is: the hook, or the scope that is to get it. */
export interface HookView {
  readonly scope: string;
  readonly hookId: number | null;
  /** Its settings on GitHub. */
  readonly link: string | null;
  /** `file:line`; empty where the file does not ask for it. */
  readonly place: string;
  /** What is true of it alone; may be empty. */
  readonly note: string;
}

/** What happens to one hook, or to many that are alike. All text is raw: escaping is each format's own. */
export interface EntryView {
  /** What a reader may filter by; for actions their kind or `blocked`. */
  readonly kind: string;
  /** What is or would be done. */
  readonly verb: string;
  readonly sign: "+" | "-" | "~" | "!" | " ";
  readonly tone: Tone;
  readonly url: string;
  /** The hook comes or goes as a whole: its fields are what it has, and do not change. */
  readonly isWhole: boolean;
  /** Why, where the verb does not say it already; may be empty. */
  readonly note: string;
  readonly fields: readonly FieldView[];
  readonly blocked: (BlockMessage & { readonly reason: string }) | null;
  readonly origin: ActionOrigin | null;
  /** One at least. */
  readonly hooks: readonly HookView[];
}

/** `caution` is damage, or what stops the run; `warning` is what could surprise; most important first. */
export const alertLevels = ["caution", "warning", "note"] as const;

/** What must be read before anything else; what repeats stands there once. */
export interface AlertView {
  readonly level: (typeof alertLevels)[number];
  readonly code: string;
  readonly message: string;
  readonly help: string;
  /** Scopes or `file:line`, or empty. */
  readonly where: string;
  /** All that it stands for, with the lines of the file where they are known. */
  readonly diagnostics: readonly Diagnostic[];
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
  /** Of `blocked` and `loss` each hook is named; `quiet` is what stays as it is. */
  readonly weight: "blocked" | "loss" | "change" | "quiet";
  readonly tone: Tone;
  readonly heading: string;
  readonly lede: string;
  /** What is alike stands there once, the most frequent first. */
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
  readonly label: string;
  readonly count: number;
  readonly tone: Tone;
}

/** What is true of the whole, as a sentence. */
export interface NoteView {
  readonly text: string;
  readonly tone: "strong" | "warning" | "muted";
  /** Lines below it, for a text. */
  readonly lines?: readonly (readonly string[])[];
}

/** A plan or a drift report as people read it, whatever the format. */
export interface DocumentView {
  readonly title: string;
  /** One row, or one for each origin under its name. */
  readonly counts: readonly { readonly name: string; readonly counts: readonly CountView[] }[];
  /** Cautions first. */
  readonly alerts: readonly AlertView[];
  readonly sections: readonly SectionView[];
  readonly notes: readonly NoteView[];
  /** The counts in one line: those that are always there, and others that are not zero. */
  readonly closing: {
    readonly title: string;
    /** `words` where they are more than the label. */
    readonly counts: readonly (CountView & { readonly words?: string })[];
    readonly others?: readonly CountView[];
  };
  /** How it was made, as label and value. */
  readonly facts: readonly (readonly [string, string])[];
}
