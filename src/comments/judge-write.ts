import { GitHubError } from "../model/errors.ts";

/** How a write to GitHub is sent, and how its effect is recognized. */
export interface JudgedWrite<Item> {
  /** Names the write in errors, such as `the comment on acme/api#7`. */
  readonly what: string;
  readonly send: () => Promise<Item>;
  /** Whether an item is what was asked for. */
  readonly isAsAsked: (item: Item) => boolean;
  /** Finds the item in a list read anew; undefined where it is not listed. */
  readonly look: () => Promise<Item | undefined>;
}

/**
 * Sends a write once and judges it by its answer. GitHub's 2xx means that the write happened, so that
 * an answer which does not show it is checked against a list and never followed by a second request.
 *
 * @returns the item as GitHub has it
 * @throws GitHubError what `send` throws where GitHub did not accept the request; `not-as-asked` or
 *   `malformed-answer`, both with `wasAccepted`, where GitHub accepted it and the item is not there
 *   as it was asked for
 */
export async function judgeWrite<Item extends { readonly url: string }>({
  what,
  send,
  isAsAsked,
  look,
}: JudgedWrite<Item>): Promise<Item> {
  let doubt: GitHubError;
  try {
    const answer = await send();
    if (isAsAsked(answer)) return answer;
    doubt = notAsAsked(what, answer.url);
  } catch (error) {
    if (!(error instanceof GitHubError && error.wasAccepted)) throw error;
    doubt = error;
  }
  const found = await look();
  if (found === undefined) throw doubt;
  if (isAsAsked(found)) return found;
  throw notAsAsked(what, found.url);
}

function notAsAsked(what: string, url: string): GitHubError {
  const where = url === "" ? "" : ` (${url})`;
  return new GitHubError(
    "not-as-asked",
    `GitHub accepted ${what} and shows something else${where}`,
    {
      status: 200,
      mayHaveHappened: true,
      help: "The request was not repeated. Look at it on GitHub: a proxy or a bot may have changed the text.",
    },
  );
}
