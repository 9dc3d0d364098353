import { type DriftMeta, driftDocument } from "../../src/documents/drift-document.ts";
import type { DriftDocument } from "../../src/model/drift-document.ts";
import type { Plan } from "../../src/model/plan.ts";
import { digest } from "./meta.ts";

/** The drift report of a plan, as the command makes it. */
export function driftOf(plan: Plan, over: Partial<DriftMeta> = {}): DriftDocument {
  return driftDocument(plan, {
    toolVersion: "0.1.0",
    createdAt: "2026-10-07T12:00:00Z",
    apiUrl: "https://api.github.com",
    configDigest: digest,
    targets: [],
    showUrls: false,
    ...over,
  });
}
