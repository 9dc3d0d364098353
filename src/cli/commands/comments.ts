import { composeText } from "../../comments/body.ts";
import { driftMarkerLength, upsertDriftIssue } from "../../comments/drift-issue.ts";
import { type PlanLabel, planCommentBody, postPlanComment } from "../../comments/plan-comment.ts";
import { maskDocument } from "../../comments/publicity.ts";
import { applyStatus } from "../../documents/apply-status.ts";
import { parseReportFile } from "../../documents/parse-report-file.ts";
import type { DriftDocument } from "../../model/drift-document.ts";
import { HookfleetError } from "../../model/errors.ts";
import { scopeName } from "../../model/scope.ts";
import { driftDigest } from "../../plan/saved/digest.ts";
import { parseDriftFile } from "../../plan/saved/parse-saved-file.ts";
import { renderApplyStatus } from "../../render/markdown/render-apply-status.ts";
import {
  renderDriftMarkdown,
  renderPlanMarkdown,
} from "../../render/markdown/render-report-markdown.ts";
import { prepareComments, readCreated, readKey, warnOfAuthor } from "../client/prepare-comments.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import type { Options } from "../options/options.ts";
import { printResult } from "../output/print-result.ts";
import type { Session } from "../session.ts";
import { readPlanFile, readSavedFile } from "../steps/read-saved-file.ts";

const messages = {
  created: "Created the comment",
  updated: "Updated the comment",
  unchanged: "Nothing to change in the comment",
  outdated: "Not changed, because it shows a newer plan: the comment",
} as const;

/** Which pull request is asked for: its number, or a commit that it brought. */
function readPullRequest({ pr, commit }: Options, io: Io): number | string {
  if (commit !== undefined) return commit;
  const [, number] = /^refs\/pull\/(\d{1,10})\//.exec(io.environment["GITHUB_REF"] ?? "") ?? [];
  const found = pr ?? Number(number ?? 0);
  if (found > 0) return found;
  throw new HookfleetError("no-pull-request", "--pr is missing", {
    help: "Pass --pr NUMBER, or --commit SHA after a merge; in a workflow of pull requests it is taken from GITHUB_REF.",
  });
}

/** `hookfleet comment`: one sticky comment on a pull request. */
export async function comment(session: Session, planFile: string): Promise<number> {
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
  const name = scopeName(repository);
  const print = (text: string, result: object): number => {
    const json = { format: "hookfleet.comment/1", repository: name, ...result };
    printResult(session, { text: () => text, json: () => json });
    return exitCodes.ok;
  };
  // A push without a pull request is no error, and there is no place to comment.
  if (number === undefined) {
    const none = { action: "none", pull_request: null, comment_id: null, author: null, url: null };
    return print(`No comment: commit ${wantedPull} came from no pull request.`, none);
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
  const { state } = label;
  const { id, author, url } = found;
  return print(`${messages[action]} on ${name}#${number}: ${url}`, {
    ...{ action, state, pull_request: number, comment_id: id, author, url },
  });
}

const issueActions = {
  created: "Opened the issue",
  updated: "Updated the issue",
  reopened: "Reopened the issue",
  closed: "Closed the issue, because the drift is gone",
  unchanged: "Nothing to change in the issue",
  outdated: "Not changed, because it shows a newer report: the issue",
  none: "No drift, and no issue to close",
} as const;

async function readDrift(path: string, apiUrl: string, io: Io): Promise<DriftDocument> {
  const document = parseDriftFile(await readSavedFile(path, "drift report", io), path);
  if (document.api_url === apiUrl) return maskDocument(document);
  throw new HookfleetError("drift-elsewhere", `${path} was made for another API than ${apiUrl}`, {
    help: "Pass the --api-url that the report was made with, or make it again.",
  });
}

function checkTitle(title: string): string {
  const shown = title.trim();
  if (shown !== "" && [...shown].length <= 256) return shown;
  throw new HookfleetError("bad-title", "--title is empty, or longer than 256 characters");
}

/** `hookfleet report-issue`: one issue that reports drift. */
export async function reportIssue(
  session: Session<{ readonly title: string }>,
  driftFile: string,
): Promise<number> {
  const { options } = session;
  const place = prepareComments(session);
  const { repository, runUrl: wholeAt } = place;
  const drift = await readDrift(driftFile, place.apiUrl.url, session);
  const key = readKey(options.key, drift.targets);
  const created = readCreated(drift.created_at, session);
  // Receivers fail and recover by themselves: alone they are no reason to edit an issue.
  const counted = drift.drift.filter(({ kind }) => options.strict === true || kind !== "unhealthy");
  const hasDrift = counted.length > 0;
  const wanted = {
    key,
    created,
    digest: driftDigest({ ...drift, drift: counted }),
    hasDrift,
    complete: drift.complete,
    title: checkTitle(options.title),
    labels: options.label,
    text: composeText("", driftMarkerLength(key), (limit) =>
      renderDriftMarkdown(drift, { limit, wholeAt }),
    ),
  };
  const { port, identity } = await place.open();
  const { action, issue } = await upsertDriftIssue(port, repository, identity, wanted, {
    names: options.allowPublic === true ? "allow-public" : [drift],
    now: session.now,
  });
  if (issue !== undefined) warnOfAuthor(issue.author, identity, session);
  if (!hasDrift && !drift.complete)
    session.note("Some scopes could not be read: no drift was found, and there may be some.");
  const name = scopeName(repository);
  printResult(session, {
    text: () =>
      `${issueActions[action]}${issue === undefined ? "." : ` ${name}#${issue.number}: ${issue.url}`}`,
    json: () => ({
      format: "hookfleet.issue/1",
      action,
      repository: name,
      issue: issue?.number ?? null,
      author: issue?.author ?? null,
      url: issue?.url ?? null,
    }),
  });
  return exitCodes.ok;
}
