import { GitHubError } from "../../model/errors.ts";
import { parseUrl } from "../../model/hook-url.ts";
import { foreignWords } from "../../redact/foreign-text.ts";
import type { Sensitive } from "../../redact/redact-known.ts";
import { type HttpResponse, readErrorBody } from "../http/http-response.ts";
import { describeOperation, type Operation, subjectOf } from "../operation.ts";
import { helpForMalformed, readJson, readObject } from "./malformed-answer.ts";

interface RedirectedRequest {
  readonly operation: Operation;
  readonly apiUrl: string;
  /** What must not come back in a message. */
  readonly known: Iterable<Sensitive>;
  readonly read: (url: string) => Promise<HttpResponse>;
}

/**
 * The error for a redirect, which is never followed: a file that names a repository by its old name
 * would start to manage whatever takes that name next. GitHub redirects by number, so one read tells
 * the new name: https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects
 */
export async function redirectError(
  answer: HttpResponse,
  { operation, apiUrl, known, read }: RedirectedRequest,
): Promise<GitHubError> {
  const { status } = answer;
  const what = `cannot ${describeOperation(operation)}`;
  if (![301, 302, 307, 308].includes(status))
    return new GitHubError("unexpected-answer", `${what}: GitHub answers ${status}`, { status });
  const subject = subjectOf(operation);
  const location = answer.headers.opaque("location")?.reveal() ?? "";
  const name = await newName(location, apiUrl, read);
  // GitHub's message says that something moved; a login page or a proxy does not.
  if (name === undefined && readErrorBody(answer.text).message === "")
    return new GitHubError(
      "malformed-answer",
      `${what}: GitHub answers ${status}, a redirect to elsewhere`,
      {
        status,
        help: helpForMalformed,
      },
    );
  const isSafe = name !== undefined && foreignWords(name, known) === name;
  if (!isSafe || name.toLowerCase() === subject.toLowerCase()) {
    return new GitHubError("moved", `${what}: ${subject} was moved or renamed`, {
      status,
      help: "The answer does not give the new name. Look it up on GitHub and change the file.",
    });
  }
  return new GitHubError("moved", `${what}: ${subject} is now ${name}`, {
    status,
    help: `Write ${name} instead of ${subject}.`,
  });
}

/**
 * A proxy or a login page redirects as well, so only what has the form of GitHub's addresses is
 * believed: `/repositories/ID/…`, `/organizations/ID/…` or `/repos/OWNER/NAME/…` of the API itself.
 * The token goes nowhere else, and neither do questions.
 */
async function newName(location: string, apiUrl: string, read: RedirectedRequest["read"]) {
  const api = new URL(apiUrl);
  const target = parseUrl(location, apiUrl);
  const base = api.pathname.replace(/\/$/, "");
  if (target?.origin !== api.origin || !target.pathname.startsWith(`${base}/`)) return undefined;
  const path = target.pathname.slice(base.length);
  const named = /^\/repos\/([^/]+\/[^/]+)(?:\/|$)/.exec(path)?.[1];
  if (named !== undefined) return asName(named);
  const numbered = /^\/(?:repositories|organizations)\/\d{1,15}(?=\/|$)/.exec(path)?.[0];
  if (numbered === undefined) return undefined;
  try {
    const found = readJson(await read(`${api.origin}${base}${numbered}`));
    const { full_name, login } = readObject(found, "the answer");
    return asName(full_name ?? login);
  } catch (error) {
    // The new place may be hidden from the token; that it moved is still the news.
    if (error instanceof GitHubError) return undefined;
    throw error;
  }
}

/** Names go into messages and from there into files, so nothing but a name is one. */
function asName(value: unknown): string | undefined {
  return typeof value === "string" && /^[\w.-]{1,100}(?:\/[\w.-]{1,100})?$/.test(value)
    ? value
    : undefined;
}
