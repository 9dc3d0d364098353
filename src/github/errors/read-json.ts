import type { Answer } from "./answer.ts";
import { malformedAnswer } from "./malformed-answer.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

/** The JSON of a successful answer. Says which way it is not JSON, and shows nothing of it. */
export function readJson(answer: Answer): unknown {
  const { text, status } = answer;
  try {
    return JSON.parse(text);
  } catch {
    const type = answer.headers.get("content-type") ?? "";
    if (text.trim() === "")
      throw malformedAnswer("GitHub's answer is empty or never arrived", status);
    if (/html/i.test(type) || /^\s*</.test(text))
      throw malformedAnswer("GitHub's answer is a web page instead of JSON", status);
    throw malformedAnswer("GitHub's answer is not JSON, or broke off in the middle", status);
  }
}

export function readObject(value: unknown, what: string): JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw malformedAnswer(`${what} is not an object`);
  return { ...value };
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
