import { GitHubError } from "../../model/errors.ts";
import { parseUrl } from "../../model/parse-url.ts";
import type { Answer } from "./answer.ts";
import { readJson, readObject } from "./read-json.ts";
import { describePurpose, type RequestPurpose, subjectOf } from "./request-purpose.ts";

/**
 * The error for a redirect, which is never followed: a file that names a repository by its old name
 * would start to manage whatever takes that name next. GitHub redirects by number, so one read tells
 * the new name: https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects
 */
export async function redirectError(
  answer: Answer,
  purpose: RequestPurpose,
  apiUrl: string,
  read: (url: string) => Promise<Answer>,
): Promise<GitHubError> {
  const { status } = answer;
  const what = `cannot ${describePurpose(purpose)}`;
  if (![301, 302, 307, 308].includes(status))
    return new GitHubError("unexpected-answer", `${what}: GitHub answers ${status}`, { status });
  const subject = subjectOf(purpose);
  const name = await newName(answer.headers.get("location") ?? "", apiUrl, read);
  if (name === undefined || name.toLowerCase() === subject.toLowerCase()) {
    return new GitHubError("moved", `${what}: ${subject} has moved, GitHub does not say where to`, {
      status,
      help: "Look the new name up on GitHub and write that into the file.",
    });
  }
  return new GitHubError("moved", `${what}: ${subject} is now ${name}`, {
    status,
    help: `Write ${name} instead of ${subject} into the file.`,
  });
}

async function newName(
  location: string,
  apiUrl: string,
  read: (url: string) => Promise<Answer>,
): Promise<string | undefined> {
  const target = parseUrl(location, apiUrl);
  if (target === undefined) return undefined;
  // The token goes nowhere else, and neither do questions.
  if (target.origin !== new URL(apiUrl).origin) return undefined;
  const named = /\/(?:repos\/([^/]+\/[^/]+)|orgs\/([^/]+))/.exec(target.pathname);
  if (named !== null) return asName(named[1] ?? named[2]);
  const numbered = /^.*\/(?:repositories|organizations)\/\d+/.exec(target.pathname)?.[0];
  if (numbered === undefined) return undefined;
  try {
    const found = readJson(await read(`${target.origin}${numbered}`));
    const { full_name, login } = readObject(found, "the answer");
    return asName(full_name ?? login);
  } catch (error) {
    // The new place may be hidden from the token; that it has moved is still the news.
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
