import type { Switches } from "../switches.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

/** An answer before it becomes a Response: the body is still a value. */
export interface Answer {
  /** Default 200. */
  readonly status?: number;
  /** undefined = no body at all. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** What was created, and where it can be read. */
export const created = (body: JsonObject): Answer => ({
  status: 201,
  body,
  headers: { Location: String(body["url"]) },
});

/** One entry of `errors` in a 422. */
interface FieldProblem {
  /** What was sent: errors can echo their input. */
  readonly value?: unknown;
  readonly resource: string;
  readonly code: string;
  readonly field?: string | undefined;
  readonly message?: string;
}

interface ErrorDetails {
  readonly errors?: readonly FieldProblem[];
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Default: the page of the route. null: the body has neither this key nor `status`. */
  readonly documentationUrl?: string | null;
  /** Keys of the body beside `message`. */
  readonly extra?: JsonObject;
}

/** GitHub refuses a request. Holds the whole answer except for what the route adds to it. */
export class ApiError extends Error {
  readonly status: number;
  readonly details: ErrorDetails;

  constructor(status: number, message: string, details: ErrorDetails = {}) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.details = details;
  }
}

export const notFound = (): ApiError => new ApiError(404, "Not Found");

export const unauthenticated = (): ApiError => new ApiError(401, "Requires authentication");

export const notByIntegration = (): ApiError =>
  new ApiError(403, "Resource not accessible by integration");

export const archived = (): ApiError =>
  new ApiError(403, "Repository was archived so is read-only.");

export const invalid = (errors: readonly FieldProblem[]): ApiError =>
  new ApiError(422, "Validation Failed", { errors });

/** A hook is refused, with a message for each problem. */
export const invalidHook = (messages: readonly string[], field?: string): ApiError =>
  invalid(messages.map((message) => ({ resource: "Hook", code: "custom", field, message })));

/** The body of an error, keys in GitHub's order; `status` is there since about 2024, as text. */
export function errorAnswer(
  { status, message, details }: ApiError,
  documentation: string,
  { bodyStatusField }: Switches,
): Answer {
  const { errors, headers, documentationUrl = documentation, extra } = details;
  const reference = {
    documentation_url: documentationUrl,
    status: bodyStatusField === "on" ? String(status) : undefined,
  };
  const body = { message, errors, ...extra, ...(documentationUrl === null ? {} : reference) };
  return { status, headers, body };
}
