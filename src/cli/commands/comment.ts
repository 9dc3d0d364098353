import { composeText } from "../../comments/body.ts";
import { type PlanLabel, planCommentBody } from "../../comments/plan-comment.ts";
import { postPlanComment } from "../../comments/post-plan-comment.ts";
import { maskDocument } from "../../comments/publicity.ts";
import { applyStatus } from "../../documents/apply-status.ts";
import { parseReportFile } from "../../documents/parse-report-file.ts";
import { HookfleetError } from "../../model/errors.ts";
import { scopeName } from "../../model/scope.ts";
import { renderApplyStatus } from "../../render/markdown/render-apply-status.ts";
import { renderPlanMarkdown } from "../../render/markdown/render-report-markdown.ts";
import { renderJson } from "../../render/render-json.ts";
import {
  prepareCollaboration,
  readCreated,
  readKey,
  warnOfAuthor,
} from "../client/open-collaboration.ts";
import { exitCodes } from "../exit-codes.ts";
import { readPlanFile, readSavedFile } from "../fleet/read-saved-file.ts";
import type { Io } from "../io.ts";
import type { CollaborationOptions } from "../options/collaboration-options.ts";
import { palettes } from "../terminal/palettes.ts";

export interface CommentOptions extends CollaborationOptions {
  readonly pr?: number;
  readonly commit?: string;
  readonly report?: string;
}

const words = {
  created: "Made the comment",
  updated: "Updated the comment",
  unchanged: "Nothing to change in the comment",
  outdated: "Left alone, because it shows a newer plan: the comment",
} as const;

/** Which pull request is asked for: its number, or a commit that it brought. */
function readPullRequest({ pr, commit }: CommentOptions, io: Io): number | string {
  if (commit !== undefined) return commit;
  const [, number] = /^refs\/pull\/(\d{1,10})\//.exec(io.environment["GITHUB_REF"] ?? "") ?? [];
  const found = pr ?? Number(number ?? 0);
  if (found > 0) return found;
  throw new HookfleetError("no-pull-request", "--pr is missing", {
    help: "Say --pr NUMBER, or --commit SHA after a merge; in a workflow of pull requests it is taken from GITHUB_REF.",
  });
}

/** `hookfleet comment`: one sticky comment on a pull request. */
export async function comment(planFile: string, options: CommentOptions, io: Io): Promise<number> {
  const { err } = palettes(options, io);
  const place = prepareCollaboration(options, io, err);
  const { repository, runUrl } = place;
  const wantedPull = readPullRequest(options, io);
  const plan = maskDocument(await readPlanFile(planFile, place.apiUrl, io));
  const { report: file } = options;
  const report =
    file === undefined ? undefined : parseReportFile(await readSavedFile(file, "report", io), file);
  const status = report === undefined ? undefined : applyStatus(plan, report);
  const label: PlanLabel = {
    key: readKey(options.key, plan.targets),
    created: readCreated(plan.created_at, io),
    digest: plan.digest,
    state: status?.state ?? "planned",
  };
  const above = status === undefined ? "" : renderApplyStatus(status);
  const whole = runUrl === undefined ? {} : { wholeAt: runUrl };
  const text = composeText(above, planCommentBody(label, "").length, (limit) =>
    renderPlanMarkdown(plan, { limit, ...whole }),
  );
  const { port, identity } = await place.open();
  const number =
    typeof wantedPull === "number" ? wantedPull : await port.pullRequestOf(repository, wantedPull);
  const json = { format: "hookfleet.comment/1", repository: scopeName(repository) };
  const tell = (document: object, text: string): number => {
    const shown = options.format === "json" ? renderJson({ ...json, ...document }) : text;
    io.stdout.write(`${shown}\n`);
    return exitCodes.ok;
  };
  // Somebody has pushed without a pull request: nothing is wrong, and nobody to be told.
  if (number === undefined) {
    const none = { action: "none", pull_request: null, comment_id: null, author: null, url: null };
    return tell(none, `No comment: commit ${wantedPull} came from no pull request.`);
  }
  await port.checkPullRequest(repository, number);
  const wanted = { ...label, body: planCommentBody(label, text) };
  const documents = report === undefined ? [plan] : [plan, report];
  const posted = await postPlanComment(port, { repository, number }, identity, wanted, {
    names: options.allowPublic === true ? "allow-public" : documents,
    now: io.now,
  });
  const { action, comment: found } = posted;
  warnOfAuthor(found.author, identity, io, err);
  const { id, author, url } = found;
  return tell(
    { action, state: label.state, pull_request: number, comment_id: id, author, url },
    `${words[action]} on ${scopeName(repository)}#${number}: ${url}`,
  );
}
