import { type PlanMeta, planDocument } from "../../src/documents/plan-document.ts";
import type { Plan } from "../../src/model/plan.ts";
import type { PlanDocument } from "../../src/model/plan-document.ts";

export const digest = `sha256:${"ab".repeat(32)}`;

/** The document of a plan as it is saved for review. */
export function savedPlan(plan: Plan): PlanDocument {
  return planDocument(plan, metaOf(plan));
}

/** What the planner's side would say of a plan beside it. */
export function metaOf(_plan: Plan, over: Partial<PlanMeta> = {}): PlanMeta {
  return {
    toolVersion: "0.1.0",
    createdAt: "2026-10-07T12:00:00Z",
    apiUrl: "https://api.github.com",
    configDigest: digest,
    targets: [],
    showUrls: false,
    ...over,
  };
}
