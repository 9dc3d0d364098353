import { GitHubError } from "../../model/errors.ts";
import { isObject, type JsonObject } from "../../model/json-object.ts";
import { foreignWords } from "../../redact/foreign-text.ts";
import type { HttpResponse } from "../http/http-response.ts";
import { describeOperation, isWrite, type Operation } from "../operation.ts";

/** What to do about an answer that cannot be GitHub's. */
export const helpForMalformed =
  "Something between hookfleet and GitHub may have changed it (a proxy, a login page), or the API URL does not point at GitHub's REST API (of an Enterprise Server it is https://HOST/api/v3).";

/** GitHub answered with success, but not with what it documents. Says what is wrong, never what came. */
export function malformedAnswer(detail: string, status = 200): GitHubError {
  return new GitHubError("malformed-answer", foreignWords(detail, []), {
    status,
    help: helpForMalformed,
  });
}

/** Reads an answer with a parser that throws {@link malformedAnswer}, and says what it was for. */
export function parseFor<Result>(
  operation: Operation,
  value: unknown,
  parse: (value: unknown) => Result,
): Result {
  try {
    return parse(value);
  } catch (error) {
    throw error instanceof GitHubError ? inContext(operation, error) : error;
  }
}

/** The same error, saying what the request was for. A write with such an answer may have happened. */
export function inContext(operation: Operation, error: GitHubError): GitHubError {
  const mayHaveHappened = isWrite(operation);
  const failed = mayHaveHappened ? "cannot tell the result of the request to" : "cannot";
  const message = `${failed} ${describeOperation(operation)}: ${error.message}`;
  return error.with({ message, mayHaveHappened });
}

/** The page of a proxy or a website: JSON never begins so. */
export function isWebPage({ text }: HttpResponse): boolean {
  return /^\s*</.test(text);
}

/** The JSON of a successful answer. Says which way it is not JSON, and shows nothing of it. */
export function readJson(answer: HttpResponse): unknown {
  const { text, status } = answer;
  try {
    return JSON.parse(text);
  } catch {
    const type = answer.headers.get("content-type") ?? "";
    if (text.trim() === "")
      throw malformedAnswer("GitHub's answer is empty or never arrived", status);
    if (/html/i.test(type) || isWebPage(answer))
      throw malformedAnswer("GitHub's answer is a web page instead of JSON", status);
    throw malformedAnswer("GitHub's answer is not JSON, or broke off in the middle", status);
  }
}

export function readObject(value: unknown, what: string): JsonObject {
  if (!isObject(value)) throw malformedAnswer(`${what} is not an object`);
  return value;
}

export function readList(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw malformedAnswer("GitHub's answer is not a list");
  return value;
}

export function readString(from: JsonObject, key: string, what: string): string {
  const value = from[key];
  if (typeof value !== "string" || value === "") throw malformedAnswer(`${what} has no ${key}`);
  return value;
}

/** An id becomes part of later requests, so it is a positive whole number or nothing. */
export function readId({ id }: JsonObject, what: string): number {
  if (typeof id !== "number" || !Number.isSafeInteger(id) || id <= 0)
    throw malformedAnswer(`${what} has no id`);
  return id;
}
