import type { Plan } from "../../model/plan.ts";
import { type Rotation, rotationsOf } from "../../model/rotations.ts";
import { scopeName } from "../../model/scope.ts";
import { compareHookRefs } from "../documents/compare-hook-refs.ts";
import { rotationDocument } from "../documents/rotation-document.ts";
import { displayWidth } from "../text/display-width.ts";
import { padCell } from "../text/pad-cell.ts";
import type { Palette } from "../text/palette.ts";
import { sanitise } from "../text/sanitise.ts";
import { showTime } from "../text/show-time.ts";
import { wrapProse } from "../text/wrap-prose.ts";
import { rotationWords } from "../words/rotation-words.ts";

interface RenderRotationsOptions {
  readonly palette: Palette;
  readonly showUrls: boolean;
  readonly width: number;
  readonly detail: "short" | "normal" | "full";
}

/** Enough to see that a run goes on where the last one stopped; the document has them all. */
const fewest = 5;

/** How far each rotation is; of one that is under way, the hooks that will not be touched again. */
export function renderRotations(plan: Plan, options: RenderRotationsOptions): string {
  return rotationsOf(plan)
    .flatMap((rotation) => renderOne(rotation, options))
    .join("\n");
}

function renderOne(rotation: Rotation, options: RenderRotationsOptions): readonly string[] {
  const { palette, width, detail } = options;
  const isOver = rotation.due.length === 0 && rotation.blocked.length === 0;
  const since = rotation.due.map(({ updatedAt }) => showTime(updatedAt));
  const sentence = rotationWords(rotationDocument(rotation, options), since);
  const lines = wrapProse(sentence, { first: "", rest: "  ", width }).map(
    isOver ? palette.muted : palette.strong,
  );
  if (detail === "short" || (isOver && detail !== "full")) return lines;
  return [...lines, ...listDone(rotation, options)];
}

function listDone({ done }: Rotation, options: RenderRotationsOptions): readonly string[] {
  const { palette, showUrls, detail } = options;
  const shown = done.toSorted(compareHookRefs).slice(0, detail === "full" ? done.length : fewest);
  const more = done.length - shown.length;
  const rows = shown.map((hook) => ({
    ...hook,
    name: sanitise(scopeName(hook.scope)),
    shown: sanitise(hook.url.show(showUrls)),
  }));
  const widest = (of: "name" | "shown"): number =>
    rows.reduce((most, row) => Math.max(most, displayWidth(row[of])), 0);
  const [name, url] = [widest("name"), widest("shown")];
  return [
    ...rows.map((row) =>
      [
        `  done  ${padCell(row.name, name)}`,
        padCell(row.shown, url),
        `#${row.hookId}`,
        `updated ${showTime(row.updatedAt)}`,
      ].join("  "),
    ),
    ...(more === 0 ? [] : [`  done  and ${more} more`]),
  ].map(palette.muted);
}
