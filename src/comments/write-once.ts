import type { Identity } from "../model/comments-port.ts";
import { GitHubError } from "../model/errors.ts";
import { isSameBody } from "./body.ts";

/** How a write to GitHub is sent, and how its effect is recognized. */
interface JudgedWrite<Item> {
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

/** How a comment or an issue of ours is listed, made and recognized. */
interface Making<Item> extends Pick<JudgedWrite<Item>, "what" | "isAsAsked"> {
  readonly identity: Identity;
  readonly body: string;
  readonly list: (login: string) => Promise<readonly Item[]>;
  readonly idOf: (item: Item) => number;
  readonly make: () => Promise<Item>;
}

const mostAttempts = 3;

/**
 * Makes an item that no look has shown. A look follows each attempt, because another run may have made
 * it at the same time, or the answer was lost.
 */
export function createMaker<
  Item extends { readonly body: string; readonly author: string; readonly url: string },
>({ identity, what, body, list, idOf, make, isAsAsked }: Making<Item>) {
  let { login } = identity;
  let attempts = 0;
  let listed: readonly Item[] = [];
  let made: readonly Item[] = [];
  let before: ReadonlySet<number> | undefined;
  let lost: GitHubError | undefined;
  const isNew = (item: Item, known: ReadonlySet<number>): boolean =>
    !known.has(idOf(item)) && isSameBody(item.body, body);
  return {
    /**
     * The list, with what was made here and is not in it yet: GitHub's lists may lag behind its
     * answers. And in whose name it is made, as far as is known by now.
     */
    look: async () => {
      listed = await list(login);
      if (lost !== undefined && before !== undefined && !identity.isCertain) {
        // Whose name it carries is not known, so it is known by its text alone.
        const known = before;
        login = listed.find((item) => isNew(item, known))?.author ?? login;
      }
      const ids = new Set(listed.map(idOf));
      return { items: [...listed, ...made.filter((item) => !ids.has(idOf(item)))], login };
    },
    /**
     * @throws GitHubError what the last attempt was lost with, where no look has shown it; `not-as-asked`
     *   where GitHub has made one and lists it as something else
     */
    make: async (): Promise<void> => {
      const [accepted] = made;
      if (accepted !== undefined) throw notAsAsked(what, accepted.url);
      if (lost !== undefined && attempts >= mostAttempts) throw lost;
      attempts += 1;
      const seen = new Set(listed.map(idOf));
      before ??= seen;
      try {
        const look = async () => (await list(login)).find((item) => isNew(item, seen));
        const item = await judgeWrite({ what, send: make, isAsAsked, look });
        // An identity that was only likely has now shown itself.
        login = item.author === "" ? login : item.author;
        made = [...made, { ...item, author: login }];
      } catch (error) {
        const mayRepeat =
          error instanceof GitHubError && error.mayHaveHappened && !error.wasAccepted;
        if (!mayRepeat) throw error;
        lost = error;
      }
    },
    hasTried: (): boolean => attempts > 0,
  };
}
