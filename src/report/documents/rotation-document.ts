import type { RotationDocument } from "../../model/plan-document.ts";
import type { Rotation } from "../../model/rotations.ts";
import { showTime } from "../text/show-time.ts";
import { compareHookRefs } from "./compare-hook-refs.ts";
import { hookRefDocument } from "./hook-ref-document.ts";

/** A rotation as data. */
export function rotationDocument(
  rotation: Rotation,
  { showUrls }: { readonly showUrls: boolean },
): RotationDocument {
  return {
    secret_ref: rotation.secretRef,
    rotated_at: showTime(rotation.rotatedAt),
    due: rotation.due.length,
    blocked: rotation.blocked.length,
    writes: rotation.writes,
    done: rotation.done.toSorted(compareHookRefs).map((hook) => ({
      ...hookRefDocument(hook, showUrls),
      updated_at: showTime(hook.updatedAt),
    })),
  };
}
