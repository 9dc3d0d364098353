/** A text, or several files, and all that is found in it. */
export interface Case {
  readonly title: string;
  readonly files: string | Readonly<Record<string, string>>;
  readonly policy?: string;
  readonly maxRepeats?: number;
  readonly findings: readonly string[];
}

const organization = "version: 1\norganizations:\n  acme:\n    hooks:\n";

/** A file with the hooks of one organization; the first of them stands at 5:9. */
export const withHooks = (...hooks: readonly string[]): string =>
  organization + hooks.map((hook) => `      - ${hook}\n`).join("");

/** The fields that make a hook complete and free of warnings, but for its URL. */
export const plain = "events: [push], content_type: json, secret: none";

/** A complete hook. */
export const hookAt = (url: string): string => `{ url: "${url}", ${plain} }`;

/** A file with the repository entries of one organization; the first of them stands at 5:9. */
export const withEntries = (...entries: readonly string[]): string =>
  `version: 1\norganizations:\n  acme:\n    repositories:\n${entries.map((entry) => `      - ${entry}\n`).join("")}`;
