import { compareStrings } from "../../model/compare-strings.ts";
import { groupBy } from "../../model/group-by.ts";
import type { HookRefDocument, PlanDocument, RotationDocument } from "../../model/plan-document.ts";

function compareHooks(left: HookRefDocument, right: HookRefDocument): number {
  return (
    compareStrings(left.scope.toLowerCase(), right.scope.toLowerCase()) ||
    left.hook_id - right.hook_id
  );
}

function join(parts: readonly RotationDocument[]): readonly RotationDocument[] {
  const [first] = parts;
  if (first === undefined) return [];
  const sum = (count: "due" | "blocked" | "writes"): number =>
    parts.reduce((total, part) => total + part[count], 0);
  return [
    {
      secret_ref: first.secret_ref,
      rotated_at: first.rotated_at,
      due: sum("due"),
      blocked: sum("blocked"),
      writes: sum("writes"),
      done: parts.flatMap(({ done }) => done).toSorted(compareHooks),
    },
  ];
}

/** The rotations of the parts of one plan: each secret once, over the hooks of all parts. */
export function joinRotations(
  plans: readonly Pick<PlanDocument, "rotations">[],
): readonly RotationDocument[] {
  // A plan file of an earlier version has none.
  const all = plans.flatMap(({ rotations = [] }) => rotations);
  return [...groupBy(all, ({ secret_ref }) => secret_ref).values()]
    .flatMap(join)
    .toSorted((left, right) => compareStrings(left.secret_ref, right.secret_ref));
}
