import { planted } from "./planted.ts";

/** What a pull request starts from: an organization's hook, two repositories, and a glob. */
export const baseConfig = `version: 1
defaults: { hook: { content_type: json } }
secrets:
  ci: { env: CI_SECRET }
  audit: { file: secrets/audit }
protect: ["https://audit.example.com/**"]
organizations:
  acme:
    hooks:
      - { url: "https://audit.example.com/github", events: [push], secret: audit }
    repositories:
      - name: [api, web]
        hooks:
          - { url: "https://ci.example.com/{repo}", events: [push], secret: ci }
          - { url: "https://chat.example.com/in", events: [issues], secret: none }
      - name: "service-*"
        hooks:
          - { url: "https://ci.example.com/{repo}", events: [push], secret: ci }
`;

const hook = (id: number, url: string, events: readonly string[], secret?: string) => ({
  ...{ id, url, events, content_type: "json" },
  ...(secret === undefined ? {} : { secret }),
});

/** GitHub as the base has it, but for what drifted: web lacks its chat hook, acme's is inactive. */
export const changeSeed = {
  tokens: { [planted.token]: {} },
  organizations: {
    acme: {
      hooks: [
        { ...hook(1, "https://audit.example.com/github", ["push"], planted.live), active: false },
      ],
      repositories: {
        api: {
          hooks: [
            hook(11, "https://ci.example.com/api", ["push"], planted.live),
            hook(12, "https://chat.example.com/in", ["issues"]),
          ],
        },
        web: { hooks: [hook(21, "https://ci.example.com/web", ["push"], planted.live)] },
        "service-a": {
          hooks: [hook(31, "https://ci.example.com/service-a", ["push"], planted.live)],
        },
      },
    },
  },
} as const;

/** Edits a text, each of them where it stands; fails where it does not. */
export function edited(text: string, ...edits: readonly (readonly [string, string])[]): string {
  return edits.reduce((done, [from, to]) => {
    if (!done.includes(from)) throw new Error(`there is no ${from}`);
    return done.replace(from, to);
  }, text);
}
