import { invalid } from "../http/answer.ts";
import { paginate } from "../http/paginate.ts";
import { readBody } from "../http/read-body.ts";
import type { Route } from "../http/route.ts";
import { wholeSecond } from "../world/make-hook.ts";
import type { IssueRecord } from "../world/world.ts";
import { authorOf } from "./author-of.ts";
import { checkEnabled, findForum, findIssue } from "./find-issue.ts";
import { issueAccess } from "./issue-access.ts";
import { readIssueBody, readTitle } from "./read-text.ts";
import { renderIssue } from "./render-issue.ts";

type Run = Route["run"];

/** Whether an issue passes the filters of a list. */
function filterOf(query: URLSearchParams): (issue: IssueRecord) => boolean {
  const state = query.get("state") ?? "open";
  const creator = query.get("creator")?.toLowerCase();
  const labels = (query.get("labels") ?? "").split(",").filter((label) => label !== "");
  return (issue) =>
    (state === "all" || issue.state === state) &&
    (creator === undefined || issue.user.toLowerCase() === creator) &&
    labels.every((label) => issue.labels.includes(label));
}

/** Issues and pull requests alike, the newest first unless told. */
export const listIssues: Run = (exchange, values) => {
  const repository = findForum(exchange, values, issueAccess("read"));
  checkEnabled(repository);
  const { query } = exchange;
  const found = [...repository.issues.values()]
    .filter(filterOf(query))
    .sort((left, right) => left.number - right.number);
  if (query.get("direction") !== "asc") found.reverse();
  return paginate(exchange, found, `/repositories/${repository.id}/issues`, (issue) =>
    renderIssue(exchange, repository, issue),
  );
};

export const getIssue: Run = (exchange, values) => {
  const { repository, issue } = findIssue(exchange, values, issueAccess("read"));
  return { status: 200, body: renderIssue(exchange, repository, issue) };
};

const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];

export const createIssue: Run = (exchange, values) => {
  const repository = findForum(exchange, values, issueAccess("write"));
  checkEnabled(repository);
  const body = readBody(exchange);
  const title = readTitle(body);
  if (title === undefined)
    throw invalid([{ resource: "Issue", code: "missing_field", field: "title" }]);
  const { labels } = body;
  const number = Math.max(0, ...repository.issues.keys()) + 1;
  const issue: IssueRecord = {
    id: exchange.world.ids.next("issue"),
    number,
    isPull: false,
    mergeCommit: null,
    user: authorOf(exchange.principal),
    createdAt: wholeSecond(exchange.now),
    comments: [],
    title,
    body: readIssueBody(body) ?? null,
    state: "open",
    stateReason: null,
    locked: false,
    labels: strings(labels),
    updatedAt: wholeSecond(exchange.now),
  };
  repository.issues.set(number, issue);
  const rendered = renderIssue(exchange, repository, issue);
  return { status: 201, body: rendered, headers: { Location: String(rendered["url"]) } };
};

export const updateIssue: Run = (exchange, values) => {
  const { repository, issue } = findIssue(exchange, values, issueAccess("write"));
  const sent = readBody(exchange);
  const { state, state_reason: reason, labels } = sent;
  const body = readIssueBody(sent);
  const title = readTitle(sent);
  if (state !== undefined && state !== "open" && state !== "closed")
    throw invalid([{ resource: "Issue", code: "invalid", field: "state" }]);
  if (body !== undefined) issue.body = body;
  if (title !== undefined) issue.title = title;
  if (labels !== undefined) issue.labels = strings(labels);
  if (state !== undefined && state !== issue.state) {
    issue.state = state;
    const fallback = state === "closed" ? "completed" : "reopened";
    issue.stateReason = typeof reason === "string" ? reason : fallback;
  }
  issue.updatedAt = wholeSecond(exchange.now);
  return { status: 200, body: renderIssue(exchange, repository, issue) };
};
