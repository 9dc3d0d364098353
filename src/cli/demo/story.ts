/** What the demo's organization has on GitHub before anybody described it. */
export const seed = `
organizations:
  acme:
    hooks:
      - id: 101
        url: https://audit.acme.example/github
        events: [repository, member]
        content_type: json
        secret: kept-by-the-audit-team
    repositories:
      shop:
        hooks:
          - id: 201
            url: https://ci.acme.example/github-webhook/
            events: [push]
            content_type: form
          - id: 202
            url: https://hooks.chat.example/services/T0AC/B1ME/x9Yk2LmQ7rTz4WvN
            events: [issues]
            content_type: json
      billing: {}
`;

/** Only the demo's simulator ever sees these values. */
export const secretValue = "s3cret-of-the-demo";
export const newSecretValue = "n3w-secret-of-the-demo";

/** The configuration that the story begins with. */
export const configuration = `version: 1
secrets:
  ci: { env: CI_WEBHOOK_SECRET, hosts: [ci.acme.example] }
templates:
  ci:
    url: https://ci.acme.example/github-webhook/
    content_type: json
    events: [push, pull_request]
    secret: ci
organizations:
  acme:
    hooks:
      - url: https://audit.acme.example/github
        content_type: json
        events: [repository, member, team]
    repositories:
      - name: [shop, billing]
        hooks: [{ use: ci }]
`;

/** The audit hook turns out to have a secret that the file has to know of. */
export const declaredSecret: string = configuration
  .replace("templates:", "  audit: { env: AUDIT_WEBHOOK_SECRET }\ntemplates:")
  .replace("events: [repository, member, team]", "$&\n        secret: audit");

/** A reviewed change of one line: releases shall be built, too. */
export const moreEvents: string = declaredSecret.replace(
  "[push, pull_request]",
  "[push, pull_request, release]",
);

/** The secret has leaked, and a new value is in its place since then. */
export function rotatedSecret(at: string): string {
  return moreEvents.replace(
    "hosts: [ci.acme.example] }",
    `hosts: [ci.acme.example], rotated_at: ${at} }`,
  );
}
