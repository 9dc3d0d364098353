import { composeText } from "../../comments/body.ts";
import { type PlanLabel, planCommentBody, postPlanComment } from "../../comments/plan-comment.ts";
import { maskDocument } from "../../comments/publicity.ts";
import { applyStatus } from "../../documents/apply-status.ts";
import { parseReportFile } from "../../documents/parse-report-file.ts";
import { HookfleetError } from "../../model/errors.ts";
import { scopeName } from "../../model/scope.ts";
import { renderApplyStatus } from "../../render/markdown/render-apply-status.ts";
import { renderPlanMarkdown } from "../../render/markdown/render-report-markdown.ts";
import {
  type CommentOptions,
  prepareComments,
  readCreated,
  readKey,
  warnOfAuthor,
} from "../client/prepare-comments.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { printResult, type Session } from "../session.ts";
import { readPlanFile, readSavedFile } from "../steps/read-saved-file.ts";

interface PullRequestOptions extends CommentOptions {
  readonly pr?: number;
  readonly commit?: string;
  readonly report?: string;
}

const messages = {
  created: "Created the comment",
  updated: "Updated the comment",
  unchanged: "Nothing to change in the comment",
  outdated: "Not changed, because it shows a newer plan: the comment",
} as const;

/** Which pull request is asked for: its number, or a commit that it brought. */
function readPullRequest({ pr, commit }: PullRequestOptions, io: Io): number | string {
  if (commit !== undefined) return commit;
  const [, number] = /^refs\/pull\/(\d{1,10})\//.exec(io.environment["GITHUB_REF"] ?? "") ?? [];
  const found = pr ?? Number(number ?? 0);
  if (found > 0) return found;
  throw new HookfleetError("no-pull-request", "--pr is missing", {
    help: "Pass --pr NUMBER, or --commit SHA after a merge; in a workflow of pull requests it is taken from GITHUB_REF.",
  });
}

/** `hookfleet comment`: one sticky comment on a pull request. */
export async function comment(
  session: Session<PullRequestOptions>,
  planFile: string,
): Promise<number> {
  const { options } = session;
  const place = prepareComments(session);
  const { repository, runUrl: wholeAt } = place;
  const wantedPull = readPullRequest(options, session);
  const plan = maskDocument(await readPlanFile(planFile, place.apiUrl, session));
  const { report: file } = options;
  const report =
    file === undefined
      ? undefined
      : parseReportFile(await readSavedFile(file, "report", session), file);
  const status = report && applyStatus(plan, report);
  const label: PlanLabel = {
    key: readKey(options.key, plan.targets),
    created: readCreated(plan.created_at, session),
    digest: plan.digest,
    state: status?.state ?? "planned",
  };
  const above = status === undefined ? "" : renderApplyStatus(status);
  const text = composeText(above, planCommentBody(label, "").length, (limit) =>
    renderPlanMarkdown(plan, { limit, wholeAt }),
  );
  const { port, identity } = await place.open();
  const number =
    typeof wantedPull === "number" ? wantedPull : await port.pullRequestOf(repository, wantedPull);
  const json = { format: "hookfleet.comment/1", repository: scopeName(repository) };
  const print = (document: object, text: string): number => {
    printResult(
      session,
      () => ({ ...json, ...document }),
      () => text,
    );
    return exitCodes.ok;
  };
  // A push without a pull request is no error, and there is no place to comment.
  if (number === undefined) {
    const none = { action: "none", pull_request: null, comment_id: null, author: null, url: null };
    return print(none, `No comment: commit ${wantedPull} came from no pull request.`);
  }
  await port.checkPullRequest(repository, number);
  const wanted = { ...label, body: planCommentBody(label, text) };
  const documents = report ? [plan, report] : [plan];
  const posted = await postPlanComment(port, { repository, number }, identity, wanted, {
    names: options.allowPublic === true ? "allow-public" : documents,
    now: session.now,
  });
  const { action, comment: found } = posted;
  warnOfAuthor(found.author, identity, session);
  const { id, author, url } = found;
  return print(
    { action, state: label.state, pull_request: number, comment_id: id, author, url },
    `${messages[action]} on ${scopeName(repository)}#${number}: ${url}`,
  );
}
