import { planted } from "../../support/planted.ts";

const fields = { events: ["push"], content_type: "json" };

/**
 * The hooks of `acme/api`: #21 is to move to `acme/web`, whose own members are given, and #22 just goes.
 *
 * @param live the URL of #21, in GitHub's spelling
 */
export function seedOfMove(live: string, web: Readonly<Record<string, unknown>> = {}) {
  const hooks = [
    { id: 21, url: live, ...fields },
    { id: 22, url: "https://old.example.com/", ...fields },
  ];
  return {
    tokens: { [planted.token]: {} },
    organizations: { acme: { repositories: { api: { hooks }, web } } },
  };
}
