import { timestamp } from "../hooks/render-hook.ts";

type Payload = Readonly<Record<string, unknown>>;

const before = "0".repeat(40);
const id = "6dcb09b5b57875f334f61aebed695e2e4193db5e";
const tree_id = "f9d2a07e9488b91af2641b26b9407fe22a451433";

/**
 * The payload of a push of one commit, its keys in the order of a recorded one (octokit.rb, app
 * hook delivery, 2024).
 *
 * @param login - who pushed
 * @param at - when, in milliseconds since the epoch
 */
export function pushPayload(
  login: string,
  at: number,
  { repository, ...context }: Payload,
): Payload {
  const { html_url = "https://github.com" } = (repository ?? {}) as { html_url?: string };
  const email = `${login}@users.noreply.github.com`;
  const author = { name: login, email, username: login };
  const commit = {
    id,
    tree_id,
    distinct: true,
    message: "Fix all the bugs",
    timestamp: timestamp(at),
    url: `${html_url}/commit/${id}`,
    author,
    committer: author,
    added: [],
    removed: [],
    modified: ["README.md"],
  };
  return {
    ref: "refs/heads/main",
    before,
    after: id,
    repository,
    pusher: { name: login, email },
    ...context,
    created: false,
    deleted: false,
    forced: false,
    base_ref: null,
    compare: `${html_url}/compare/${before.slice(0, 12)}...${id.slice(0, 12)}`,
    commits: [commit],
    head_commit: commit,
  };
}

/**
 * Writes the payload of an event once its context (`repository`, `organization`, `sender`) is
 * known: what is given, and of a push what is missing.
 *
 * @param at - when it happened, in milliseconds since the epoch
 */
export function eventPayload(
  { event, action, payload }: { event: string; action?: string | undefined; payload?: Payload },
  at: number,
): (context: Payload) => Payload {
  return (context) => ({
    ...(action === undefined ? {} : { action }),
    ...(event === "push" ? pushPayload("octocat", at, context) : {}),
    ...payload,
    ...context,
  });
}
