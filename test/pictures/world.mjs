/** The day that it always is, in milliseconds since the epoch. */
export const today = Date.UTC(2026, 10, 20, 9, 30);

/** What the organization of the pictures has on GitHub. */
export const seed = {
  organizations: {
    acme: {
      hooks: [
        hook(11, "https://audit.acme.example/github", ["member", "repository"], "audit"),
        hook(12, "https://hooks.chat.example/services/T0AC/B1ME/x9Yk2LmQ7rTz4WvN", ["issues"]),
      ],
      repositories: {
        api: {
          hooks: [
            hook(21, "https://ci.acme.example/github-webhook/", ["push"], "ci"),
            hook(22, "https://deploy.acme.example/in", ["deployment"], "set by hand"),
          ],
        },
        web: { hooks: [hook(31, "https://ci.acme.example/github-webhook/", ["push"], "ci")] },
        docs: { hooks: [hook(41, "https://ci.acme.example/github-webhook/", ["push"], "ci")] },
        billing: { hooks: [hook(51, "https://ci.acme.example/github-webhook/", ["push"], "ci")] },
        search: {},
      },
    },
  },
};

function hook(id, url, events, secret) {
  return {
    id,
    url,
    events,
    content_type: "json",
    ...(secret === undefined ? {} : { secret }),
  };
}

/** The configuration before a change, and after it. */
export const base = config({ events: "[push]", unmanaged: "report", extra: "" });
export const head = config({
  events: "[push, pull_request]",
  unmanaged: "delete",
  extra: `      - name: search
        hooks:
          - { url: "https://index.acme.example/github", events: [push, release], content_type: json, secret: index }
      - name: api
        hooks:
          - { url: "https://deploy.acme.example/in", events: [deployment, release], content_type: json }
`,
});

function config({ events, unmanaged, extra }) {
  return `version: 1
secrets:
  audit: { env: AUDIT_SECRET }
  ci: { env: CI_WEBHOOK_SECRET, hosts: [ci.acme.example] }
  index: { env: INDEX_SECRET }
templates:
  ci:
    url: https://ci.acme.example/github-webhook/
    events: ${events}
    content_type: json
    secret: ci
organizations:
  acme:
    unmanaged: ${unmanaged}
    hooks:
      - url: https://audit.acme.example/github
        events: [member, repository, team]
        content_type: json
        secret: audit
    repositories:
      - name: [api, billing, docs, web]
        hooks: [{ use: ci }]
${extra}`;
}
