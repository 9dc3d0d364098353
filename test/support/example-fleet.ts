import { hidden, planted } from "./planted.ts";

/** The receiver whose URL hides something in every place where a URL can. */
export const hidingUrl = `https://${hidden.user}:${hidden.password}@receiver.example.com/in/${hidden.segment}?token=${hidden.query}`;

/** An organization with one hook and a repository with three; secrets from everywhere. */
export const exampleConfig = `version: 1
secrets:
  ci: { env: CI_SECRET }
  audit: { file: secrets/audit }
organizations:
  acme:
    hooks:
      - { url: https://audit.example.com/github, events: [repository], content_type: json, secret: audit }
    repositories:
      - name: api
        hooks:
          - { url: https://ci.example.com/hook, events: [push], content_type: json, secret: ci }
          - { url: "${hidingUrl}", events: [issues], content_type: json, secret: none }
          - { url: { env: HOOK_URL }, events: [issues], content_type: json, secret: ci }
`;

export const exampleFiles: Readonly<Record<string, string>> = {
  "hookfleet.yaml": exampleConfig,
  "secrets/audit": `${planted.file}\n`,
};

export const exampleEnvironment: Readonly<Record<string, string>> = {
  GITHUB_TOKEN: planted.token,
  CI_SECRET: planted.environment,
  HOOK_URL: planted.url,
};

/** What is there before: a hook with an event too many, and one that nobody declares. */
export const exampleSeed = {
  tokens: { [planted.token]: {} },
  organizations: {
    acme: {
      hooks: [],
      repositories: {
        api: {
          hooks: [
            {
              id: 21,
              url: "https://ci.example.com/hook",
              events: ["push", "issues"],
              content_type: "json",
              secret: planted.live,
            },
            {
              id: 22,
              url: `https://hooks.chat.example/services/${hidden.segment}`,
              events: ["issues"],
              content_type: "json",
              secret: planted.live,
            },
          ],
        },
      },
    },
  },
} as const;

/** What `apply` does to it: three creates and an update. */
export const exampleActions = 4;
