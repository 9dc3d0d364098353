import { GitHubError } from "../../model/errors.ts";
import { foreignWords } from "../../redact/foreign-text.ts";
import type { Sensitive } from "../../redact/redact-known.ts";
import { type ErrorBody, type HttpResponse, readErrorBody } from "../http/http-response.ts";
import { describeOperation, isWrite, needOf, whatIsMissing } from "../operation-facts.ts";
import { readLimitHit } from "../pace/rate-limit.ts";
import { helpForMalformed } from "./malformed-answer.ts";
import { describeNeed } from "./needed-permission.ts";
import {
  type FailedRequest,
  judgeAppAnswer,
  judgeComments,
  judgeRefusal,
  type Verdict,
} from "./refusals.ts";

/** Turns an answer that is not a success into the error for it, with GitHub's words made harmless. */
export function answerError(answer: HttpResponse, request: FailedRequest): GitHubError {
  const body = readErrorBody(answer.text);
  const words = sayWords(body, request.sensitive);
  const verdict =
    judgeLimit(answer, request.now) ??
    judgeWebPage(answer) ??
    judgeAppAnswer(answer.status, body.message, request.operation) ??
    judgeComments(answer.status, body.message, request) ??
    judge(answer, body, request);
  const serverFailed = answer.status >= 500 && isWrite(request.operation);
  return new GitHubError(
    verdict.code,
    `cannot ${describeOperation(request.operation)}: GitHub answers ${answer.status}${words === "" ? "" : `, ${words}`}`,
    {
      status: answer.status,
      help: verdict.help,
      mayHaveHappened: request.mayHaveHappened || serverFailed,
    },
  );
}

function sayWords(body: ErrorBody, sensitive: readonly Sensitive[]): string {
  const said = [body.message, body.details.join("; ")].filter((part) => part !== "").join(": ");
  return foreignWords(said, sensitive);
}

function judgeLimit(answer: HttpResponse, now: number): Verdict | undefined {
  const hit = readLimitHit(answer, 0, now);
  return hit && { code: hit.reason, help: `GitHub takes requests again in ${hit.seconds} s.` };
}

/** The page of a proxy or a website: JSON never begins so. */
export function isWebPage({ text }: HttpResponse): boolean {
  return /^\s*</.test(text);
}

/** It says nothing of permissions on GitHub. */
function judgeWebPage(answer: HttpResponse): Verdict | undefined {
  return answer.status < 500 && isWebPage(answer)
    ? { code: "malformed-answer", help: `The answer is a web page. ${helpForMalformed}` }
    : undefined;
}

function judge(answer: HttpResponse, body: ErrorBody, request: FailedRequest): Verdict {
  switch (answer.status) {
    case 400:
      return { code: "bad-request" };
    case 401:
      return request.credential === "installation"
        ? {
            code: "app-token-refused",
            help: "GitHub refuses a token that it has just made for the GitHub App. Look whether the App is still installed there.",
          }
        : {
            code: "bad-credentials",
            help: "The token is wrong, has expired or was revoked. Set GITHUB_TOKEN (or GH_TOKEN) to a valid one.",
          };
    case 403:
    case 451:
      return judgeForbidden(answer, body, request);
    case 404:
      return { code: "not-found", help: helpForMissing(answer, request) };
    case 409:
      return { code: "conflict" };
    case 410:
      return {
        code: "api-version-retired",
        help: "GitHub has retired the version of its API that this hookfleet speaks. Use a newer hookfleet.",
      };
    case 422:
      return judgeInvalid(body, request);
    default:
      return answer.status >= 500
        ? { code: "server-error", help: "GitHub failed; see https://www.githubstatus.com." }
        : { code: "unexpected-answer" };
  }
}

function judgeForbidden(answer: HttpResponse, body: ErrorBody, request: FailedRequest): Verdict {
  const refusal = judgeRefusal(answer, body, request);
  if (refusal !== undefined) return refusal;
  const accepted = answer.headers.has("x-accepted-github-permissions");
  const denied = /not accessible by|must (?:have admin|be an? )/i.test(body.message);
  const code = denied || accepted ? "missing-permission" : "forbidden";
  return { code, help: helpForPermission(answer, request) };
}

/** The need as documented, and beside it what this very answer says was needed and was there. */
function helpForPermission(
  answer: HttpResponse,
  { operation, credential, sensitive }: FailedRequest,
): string {
  const facts = (
    [
      ["x-accepted-github-permissions", "GitHub asks for the permission"],
      ["x-accepted-oauth-scopes", "GitHub accepts the scopes"],
      ["x-oauth-scopes", "the token has the scopes"],
    ] as const
  ).flatMap(([header, meaning]) => {
    const value = foreignWords(answer.headers.get(header) ?? "", sensitive);
    return value === "" ? [] : [`${meaning} ${value}`];
  });
  const told = facts.length === 0 ? "" : ` (In this answer, ${facts.join("; ")}.)`;
  return `${describeNeed(needOf(operation), credential)}${told}`.trim();
}

function helpForMissing(answer: HttpResponse, request: FailedRequest): string {
  const { operation, credential } = request;
  const or =
    credential === "installation"
      ? "the GitHub App is not installed on it or may not do this"
      : "the token may not do this";
  return `Either ${whatIsMissing(operation)}, or ${or}: GitHub answers 404 to both. ${helpForPermission(answer, request)}`;
}

function judgeInvalid(body: ErrorBody, { isOAuth }: FailedRequest): Verdict {
  const said = [body.message, ...body.details].join("\n");
  if (/hook already exists/i.test(said)) {
    return {
      code: "hook-exists",
      help: isOAuth
        ? "The token belongs to an OAuth app, which sees only the webhooks that it made itself: another credential may have made the existing one. Use a classic or fine-grained token, or a GitHub App."
        : "If no list shows the existing hook, an OAuth app may have made it: GitHub shows such hooks to that app alone.",
    };
  }
  if (/cannot have more than \d+ hooks/i.test(said)) {
    return { code: "event-limit", help: "Remove hooks that listen to these events first." };
  }
  return { code: "validation-failed" };
}
