import type { Switches } from "../switches.ts";

/** An answer before it becomes a Response: the body is still a value. */
export interface Answer {
  readonly status: number;
  /** undefined = no body at all. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One entry of `errors` in a 422. */
export interface FieldProblem {
  /** What was sent: errors can echo their input. */
  readonly value?: unknown;
  readonly resource: string;
  readonly code: string;
  readonly field?: string;
  readonly message?: string;
}

/** GitHub says no. Carries the whole answer but for what the route adds to it. */
export class Refusal extends Error {
  readonly status: number;
  readonly errors: readonly FieldProblem[] | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** null: the body ends with what is in `extra`. */
  readonly documentationUrl: string | null | undefined;
  /** Keys that stand in the body beside `message`. */
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    message: string,
    details: {
      errors?: readonly FieldProblem[];
      headers?: Readonly<Record<string, string>>;
      documentationUrl?: string | null;
      extra?: Readonly<Record<string, unknown>>;
    } = {},
  ) {
    super(message);
    this.name = "Refusal";
    this.status = status;
    this.errors = details.errors;
    this.headers = details.headers ?? {};
    this.documentationUrl = details.documentationUrl;
    this.extra = details.extra ?? {};
  }
}

export const notFound = (): Refusal => new Refusal(404, "Not Found");

/** A problem of a hook in words of its own. */
export const hookProblem = (message: string, field?: string): FieldProblem => ({
  resource: "Hook",
  code: "custom",
  ...(field === undefined ? {} : { field }),
  message,
});

export const invalid = (errors: readonly FieldProblem[]): Refusal =>
  new Refusal(422, "Validation Failed", { errors });

/** The body of a refusal, keys in GitHub's order; `status` is there since about 2024, as text. */
export function refusalAnswer(
  refusal: Refusal,
  documentation: string,
  { bodyStatusField }: Switches,
): Answer {
  return {
    status: refusal.status,
    headers: refusal.headers,
    body: {
      message: refusal.message,
      ...(refusal.errors === undefined ? {} : { errors: refusal.errors }),
      ...refusal.extra,
      ...(refusal.documentationUrl === null
        ? {}
        : {
            documentation_url: refusal.documentationUrl ?? documentation,
            ...(bodyStatusField === "on" ? { status: String(refusal.status) } : {}),
          }),
    },
  };
}
