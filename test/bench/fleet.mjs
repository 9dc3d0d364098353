/** What a run works on, as a configuration for hookfleet and as a seed for the simulator. */

/** From here on a fleet is selected by a glob, as nobody writes so many names. */
const manyRepositories = 10_000;

const url = "https://ci.example.com/github-webhook/";

export function namesOf({ repositories }) {
  const width = String(repositories).length;
  return Array.from(
    { length: repositories },
    (_, index) => `service-${String(index).padStart(width, "0")}`,
  );
}

export function isSelectedByGlob({ repositories }) {
  return repositories >= manyRepositories;
}

/** One hook with a secret in every repository. */
export function configOf(fleet) {
  const name = isSelectedByGlob(fleet) ? '"*"' : `[${namesOf(fleet).join(", ")}]`;
  return `version: 1
secrets:
  ci: { env: CI_WEBHOOK_SECRET, hosts: [ci.example.com] }
organizations:
  acme:
    repositories:
      - name: ${name}
        hooks:
          - { url: "${url}", events: [push, pull_request], content_type: json, secret: ci }
`;
}

/** Of the repositories that differ, every other one lacks the hook; the rest hear of too little. */
function hooksOf(index, changes) {
  const isDue = index < changes;
  if (isDue && index % 2 === 0) return [];
  const events = isDue ? ["push"] : ["pull_request", "push"];
  return [{ url, events, content_type: "json", secret: "bench" }];
}

/** What GitHub holds. Without `limits` it is a server that has none and says so, as GHES does. */
export function seedOf({ changes, limits, ...fleet }) {
  const repositories = Object.fromEntries(
    namesOf(fleet).map((name, index) => [name, { hooks: hooksOf(index, changes) }]),
  );
  const rateLimit = limits ? { limit: 1_000_000, remaining: 1_000_000 } : "none";
  return { rate_limit: rateLimit, organizations: { acme: { repositories } } };
}
