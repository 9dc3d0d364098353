import { type FieldProblem, invalid } from "../http/answer.ts";
import type { JsonObject } from "../http/read-body.ts";

/** Longer bodies are refused, counted in characters rather than bytes. */
const longest = 65_536;

/** The `body` of a comment: what GitHub says of one that will not do. */
export function readCommentBody({ body }: JsonObject): string {
  const problem = (message: string): FieldProblem => ({
    resource: "IssueComment",
    code: "unprocessable",
    field: "data",
    message,
  });
  if (typeof body !== "string" || body.trim() === "")
    throw invalid([problem("Body cannot be blank")]);
  if ([...body].length > longest)
    throw invalid([problem(`Body is too long (maximum is ${longest} characters)`)]);
  return body;
}

/** The `body` of an issue; undefined where it is not sent. */
export function readIssueBody({ body }: JsonObject): string | null | undefined {
  if (typeof body !== "string") return body === null ? null : undefined;
  if ([...body].length > longest) {
    const message = `body is too long (maximum is ${longest} characters)`;
    throw invalid([{ resource: "Issue", code: "custom", field: "body", message }]);
  }
  return body;
}

/** The `title` of an issue; undefined where it is not sent. */
export function readTitle({ title }: JsonObject): string | undefined {
  if (title === undefined || title === null) return undefined;
  const text = String(title);
  if (text.trim() === "")
    throw invalid([{ resource: "Issue", code: "missing_field", field: "title" }]);
  if ([...text].length > 256) {
    const message = "title is too long (maximum is 256 characters)";
    throw invalid([{ resource: "Issue", code: "custom", field: "title", message }]);
  }
  return text;
}
