import type { Since } from "./option.ts";

/**
 * What the options of all commands give. A command has those that it declares; of the others none is
 * set, and lists are empty.
 */
export interface Options {
  readonly acceptSecretChange?: true;
  readonly all?: true;
  readonly allowIncomplete?: true;
  readonly allowPublic?: true;
  readonly apiUrl?: string;
  readonly autoApprove?: true;
  readonly base: readonly string[];
  readonly basePolicy?: string;
  /** False where none is wanted. */
  readonly cache?: string | false;
  readonly color?: boolean;
  readonly commentAs?: string;
  readonly commentToken?: string;
  readonly commit?: string;
  readonly concurrency?: number;
  readonly detailedExitcode?: true;
  readonly dryRun?: true;
  readonly envFile: readonly string[];
  /** In lower case. */
  readonly event: readonly string[];
  readonly events?: string;
  readonly failed?: true;
  readonly file: readonly string[];
  readonly force?: true;
  readonly guid: readonly string[];
  readonly hook: readonly number[];
  readonly ignore: readonly string[];
  readonly install?: true;
  readonly key?: string;
  readonly label: readonly string[];
  readonly limit?: number;
  readonly listSwitches?: true;
  readonly maxAttempts?: number;
  readonly maxChanges?: number;
  readonly maxDeletes?: number;
  /** Seconds. */
  readonly maxDuration?: number;
  readonly maxFailures?: number;
  readonly maxRepeats?: number;
  readonly maxWrites?: number;
  /** Percent. */
  readonly minSuccess?: number;
  readonly offline?: true;
  readonly ping?: boolean;
  readonly policy?: string;
  readonly pr?: number;
  readonly quiet?: true;
  readonly repo?: string;
  readonly report?: string;
  readonly resupply: readonly string[];
  readonly runUrl?: string;
  readonly seed?: string;
  readonly showUrls?: true;
  readonly since?: Since;
  readonly strict?: true;
  readonly summary?: true;
  readonly switch: readonly string[];
  readonly target: readonly string[];
  readonly verbose?: true;
  readonly verify?: true;
  readonly wait?: boolean;
  readonly writeEnv?: string;
}

/** How many requests read at once unless told. */
export const usualConcurrency = 50;

/** What is printed as `--format` says, and saved in files of `--out`. */
export interface ResultOptions<Format extends string> {
  readonly format?: Format | "text";
  readonly out?: readonly OutFile<Format>[];
}

/** What a plan or a report can be saved as. */
export const fileEndings = { ".json": "json", ".md": "markdown", ".html": "html" } as const;
export type FileFormat = (typeof fileEndings)[keyof typeof fileEndings];

/** What can be watched, too. */
export const watchedEndings = { ...fileEndings, ".prom": "prometheus" } as const;
export type WatchedFormat = (typeof watchedEndings)[keyof typeof watchedEndings];

/** A file that `--out` names, and what its ending asks for. */
export interface OutFile<Format = FileFormat> {
  readonly path: string;
  readonly format: Format;
}
