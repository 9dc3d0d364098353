import type {
  Complaint,
  DeliveryStatistics,
  HealthThresholds,
  Proof,
} from "../model/fleet-health.ts";

/**
 * What is wrong with a hook under the thresholds. What nobody can tell (no delivery, no duration, a
 * secret taken on trust) is no complaint.
 */
export function findComplaints(
  { failures, successShare, medianMs }: DeliveryStatistics,
  proof: Proof,
  { maxFailures, minSuccess, maxMedianMs }: HealthThresholds,
): readonly Complaint[] {
  const complaints: Complaint[] = [];
  if (maxFailures !== undefined && failures > maxFailures) complaints.push("failures");
  if (minSuccess !== undefined && successShare !== undefined && successShare < minSuccess)
    complaints.push("success");
  if (maxMedianMs !== undefined && medianMs !== undefined && medianMs > maxMedianMs)
    complaints.push("duration");
  if (proof === "mismatch" || proof === "unsigned") complaints.push("unproved");
  return complaints;
}
