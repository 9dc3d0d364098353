import type { Comment, Issue } from "../../model/comments-port.ts";
import {
  type JsonObject,
  malformedAnswer,
  readId,
  readObject,
} from "../errors/malformed-answer.ts";

/** The author's login; an account that is gone leaves null behind, or the login `ghost`. */
function authorOf({ user }: JsonObject): string {
  if (typeof user !== "object" || user === null) return "";
  const { login } = user as JsonObject;
  return typeof login === "string" ? login : "";
}

function bodyOf({ body }: JsonObject): string {
  return typeof body === "string" ? body : "";
}

/** Where people read it. It goes into messages and comments, so nothing but an address is one. */
function pageOf({ html_url: url }: JsonObject): string {
  return typeof url === "string" && /^https?:\/\/[\w.:/#@~%+-]+$/.test(url) ? url : "";
}

export function parseComment(value: unknown): Comment {
  const comment = readObject(value, "a comment");
  return {
    id: readId(comment, "a comment"),
    body: bodyOf(comment),
    author: authorOf(comment),
    url: pageOf(comment),
  };
}

/** Reads one issue; undefined where it is a pull request, which lists of issues hold as well. */
export function parseIssue(value: unknown): Issue | undefined {
  const issue = readObject(value, "an issue");
  const { pull_request: pull, number, state, title } = issue;
  if (pull !== undefined && pull !== null) return undefined;
  const id = readId({ id: number }, "an issue");
  if (state !== "open" && state !== "closed")
    throw malformedAnswer(`issue ${id} is neither open nor closed`);
  return {
    number: id,
    title: typeof title === "string" ? title : "",
    body: bodyOf(issue),
    state,
    author: authorOf(issue),
    url: pageOf(issue),
  };
}
