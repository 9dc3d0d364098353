import { planted } from "./planted.ts";

/** An organization whose repositories all have, or want, one hook. */
export function manyRepositories(
  count: number,
  more: Readonly<Record<string, unknown>> = {},
  { live = true }: { readonly live?: boolean } = {},
): { readonly seed: unknown; readonly files: Readonly<Record<string, string>> } {
  const names = Array.from({ length: count }, (_, index) => `r${index}`);
  const repository = (name: string) => {
    const url = `https://ci.example.com/${name}/`;
    const hook = { url, events: ["push"], content_type: "json", secret: planted.live };
    return live ? { hooks: [hook] } : {};
  };
  return {
    seed: {
      ...{ tokens: { [planted.token]: {} }, ...more },
      organizations: {
        acme: { repositories: Object.fromEntries(names.map((name) => [name, repository(name)])) },
      },
    },
    files: {
      "hookfleet.yaml": `version: 1
templates:
  ci: { url: "https://ci.example.com/{repo}/", events: [push], content_type: json, secret: { env: CI_SECRET } }
organizations:
  acme:
    repositories:
      - name: [${names.join(", ")}]
        hooks: [{ use: ci }]
`,
    },
  };
}
