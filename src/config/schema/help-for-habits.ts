/** Where a secret itself may be written. */
export const helpForSecret =
  "Write where the value comes from, never the value: { env: CI_WEBHOOK_SECRET }.";

/** Keys of other tools and of GitHub's API: which, beside which known key, and what to write. */
const keys: readonly (readonly [typed: RegExp, beside: string, help: string])[] = [
  [/^org(?:s|anisations?)?$/, "organizations", "Did you mean `organizations`?"],
  [
    /^(?:repos?|repositor(?:y|ies)|hooks?|webhooks?)$/,
    "organizations",
    "Write it below a login: organizations: { acme: { … } }.",
  ],
  [/^(?:unmanaged|undeclared_secrets)$/, "organizations", "Write it below `defaults` or a login."],
  [/^(?:repos?|projects?)$/, "repositories", "Did you mean `repositories`?"],
  [/^webhooks?$/, "hooks", "Did you mean `hooks`?"],
  [
    /^(?:web)?hooks?$/,
    "repositories",
    "A user has no hooks of its own: write them into an entry of `repositories`.",
  ],
  [
    /^config$/,
    "previous_urls",
    "Write its fields beside `events`: `url`, `content_type`, `insecure_ssl`, `secret`.",
  ],
  [
    /^(?:name|id)$/,
    "previous_urls",
    "A hook has neither name nor id here: its `url` identifies it.",
  ],
  [/^(?:enabled|disabled)$/, "active", "Did you mean `active`?"],
  [/^(?:ssl|verify|insecure|tls|skip)[a-z_]*$/, "insecure_ssl", "Did you mean `insecure_ssl`?"],
  [/^(?:template|extends|inherit|from)$/, "use", "Did you mean `use`?"],
  [/^(?:param(?:eter)?s?|vars?|variables)$/, "with", "Did you mean `with`?"],
  [
    /^(?:value|secret|token)$/,
    "rotated_at",
    "Never write the value itself into the file: { env: NAME } or { file: PATH }.",
  ],
];

const types: ReadonlyMap<string, string> = new Map([
  ["`repositories`", "Begin each entry with a dash: `- name: api`."],
  ["an item of `repositories`", "Write `- name: api`."],
  ["`hooks`", "Begin each hook with a dash: `- url: https://…`."],
  ["an item of `hooks`", "Write `- use: TEMPLATE`, or `- url: https://…` and the other fields."],
  ["`organizations`", "Write the login as a key: `acme:`."],
  ["`users`", "Write the login as a key: `octocat:`."],
  ["`secrets`", "Write the name as a key: `ci: { env: CI_WEBHOOK_SECRET }`."],
  ["`templates`", "Write the name as a key: `ci:`."],
  ["`events`", "Write a list: `events: [push]`."],
]);

/** What to write in place of a key that people know from elsewhere. */
export function helpForKey(key: string, known: readonly string[]): string | undefined {
  return keys.find(([typed, beside]) => typed.test(key) && known.includes(beside))?.[2];
}

/** How to write what is of another type, by how messages call it. */
export function helpForType(name: string, wanted: unknown): string | undefined {
  return wanted === "boolean" ? "YAML 1.2 knows only `true` and `false`." : types.get(name);
}

/** Which word stands for a media type. */
export function helpForWord(text: string, words: readonly string[]): string | undefined {
  const word = words.includes("json") ? /\b(?:json|form)\b/i.exec(text)?.[0] : undefined;
  return word && `Write \`${word.toLowerCase()}\`.`;
}
