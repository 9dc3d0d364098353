import type { Plan } from "../../src/model/plan.ts";
import type { PlanMeta } from "../../src/report/documents/plan-document.ts";

export const digest = `sha256:${"ab".repeat(32)}`;

/** What the planner's side would say of a plan beside it. */
export function metaOf(_plan: Plan, over: Partial<PlanMeta> = {}): PlanMeta {
  return {
    toolVersion: "0.1.0",
    createdAt: "2026-10-07T12:00:00Z",
    apiUrl: "https://api.github.com",
    configDigest: digest,
    targets: [],
    digests: { fingerprint: () => digest, scope: () => digest, plan: () => digest },
    requestsToApply: 7,
    showUrls: false,
    ...over,
  };
}
