import type { Secret } from "../../model/secret.ts";
import type { Answer } from "../errors/answer.ts";

/** In whose name requests are sent. */
export interface Authority {
  readonly kind: "token" | "app" | "installation";
  /** What the next request carries. */
  readonly token: () => Secret | Promise<Secret>;
  /**
   * Told that GitHub answered 401 to a token of this authority's. Answers whether another attempt
   * has a chance, because the next token will be another one.
   */
  readonly renew: (refused: Secret, answer: Answer) => boolean;
  /** Whether it is known to be an OAuth app, which sees only the webhooks that it made itself. */
  readonly isOAuth: () => boolean;
}

/** A personal token stays what it is, refused or not. */
export function tokenAuthority(token: Secret, isOAuth: () => boolean): Authority {
  return { kind: "token", token: () => token, renew: () => false, isOAuth };
}
