import type { DriftDocument } from "./generated/documents.ts";

export type {
  DriftDocument,
  DriftEntryDocument,
  LastResponseDocument,
} from "./generated/documents.ts";

export type DriftSummary = DriftDocument["summary"];

/**
 * How a hook differs from the file: `missing` is declared and not live, `changed` is live and
 * differs, `unmanaged` is live and not declared, `superseded` is the old hook beside its successor,
 * `blocked` differs and may not be changed, `unhealthy` is as declared and its receiver fails.
 */
export type DriftKind = (typeof allDriftKinds)[number];

/** In the order of documents. */
export const allDriftKinds = [
  "missing",
  "changed",
  "unmanaged",
  "superseded",
  "blocked",
  "unhealthy",
] as const;
