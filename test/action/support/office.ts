import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { SeedToken } from "../../../src/simulator/seed/seed.ts";
import { enterForum, type Forum, workflowToken } from "../../cli/support/forum.ts";
import { planted } from "../../support/planted.ts";
import type { Contexts } from "./evaluate.ts";
import type { Machine } from "./run-job.ts";
import { stubTools } from "./stub-tools.ts";

/** What the examples are about: one receiver, one secret, two repositories. */
export const fleetConfig = `version: 1
secrets:
  ci: { env: CI_WEBHOOK_SECRET, hosts: [ci.example.com] }
organizations:
  acme:
    repositories:
      - name: [api, web]
        hooks:
          - { url: "https://ci.example.com/hook", events: [push], content_type: json, secret: ci }
`;

/** The commit that pull request 7 was merged as. */
export const mergeCommit = "7".repeat(40);

const liveHook = {
  url: "https://ci.example.com/hook",
  events: ["push", "issues"],
  content_type: "json",
  secret: planted.live,
};

function newKey(): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}

/**
 * What workflows ask of their own repository, and hookfleet never does.
 * https://docs.github.com/en/rest/deployments/environments#get-an-environment
 * https://docs.github.com/en/rest/collaborators/collaborators#get-repository-permissions-for-a-user
 */
function answerOfRepository(path: string, reviewers: number | null): Response | undefined {
  const [, of, name] =
    /^\/repos\/acme\/hooks\/(environments|collaborators)\/([\w-]+)/.exec(path) ?? [];
  if (of === "collaborators")
    return Response.json({ role_name: name === "mona" ? "maintain" : "write" });
  if (of === undefined) return undefined;
  if (name !== "webhooks" || reviewers === null) return Response.json({}, { status: 404 });
  const rule = { type: "required_reviewers", reviewers: Array(reviewers).fill({ type: "User" }) };
  return Response.json({ protection_rules: [{ type: "wait_timer", wait_timer: 5 }, rule] });
}

/** Three organizations with a hook of their own each, and an installation of an App in each. */
function appFleet() {
  const names = ["acme", "acme-labs", "acme-mobile"];
  const permissions = { organization_hooks: "write", repository_hooks: "write", metadata: "read" };
  const hooks = `[{ url: "https://ci.example.com/hook", events: [push], content_type: json, secret: ci }]`;
  return {
    config: `version: 1\nsecrets: { ci: { env: CI_WEBHOOK_SECRET } }\norganizations:\n${names.map((name) => `  ${name}: { hooks: ${hooks} }\n`).join("")}`,
    seed: {
      apps: {
        1: { installations: Object.fromEntries(names.map((name) => [name, { permissions }])) },
      },
    },
    organizations: Object.fromEntries(names.map((name) => [name, {}])),
  };
}

export interface Office extends Forum {
  readonly machine: Machine;
  /** Of the App, as PEM. */
  readonly appKey: string;
  /** The same machine for another event. */
  readonly at: (event: "pull" | "fork" | "push" | "schedule", over?: Contexts) => Machine;
}

/**
 * A repository `acme/hooks` with `hookfleet.yaml` in it, its fleet in the simulator, and runners. One
 * hook has an event too many, another is missing.
 */
export async function enterOffice({
  config = fleetConfig,
  files = {},
  token = {},
  withApp = false,
  reviewers = 1,
}: {
  readonly config?: string | undefined;
  readonly files?: Readonly<Record<string, string>>;
  /** That of the workflow. */
  readonly token?: SeedToken;
  /** An App with the id 1, installed in the organizations of matrix.yml. */
  readonly withApp?: boolean;
  /** How many people the environment "webhooks" asks; null where there is no such environment. */
  readonly reviewers?: number | null;
} = {}): Promise<Office> {
  const permissions = { issues: "write", pull_requests: "write" };
  const app = withApp ? appFleet() : { seed: {}, organizations: {}, config };
  const forum = await enterForum(undefined, {
    between: async (request, handle) =>
      answerOfRepository(new URL(request.url).pathname, reviewers) ?? handle(request),
    files: { "secrets/audit": undefined, "hookfleet.yaml": app.config, ...files },
    seed: {
      ...app.seed,
      tokens: {
        [planted.token]: { login: "mona" },
        [workflowToken]: { kind: "actions", permissions, ...token },
      },
      organizations: {
        ...app.organizations,
        acme: {
          repositories: {
            api: { hooks: [{ id: 21, ...liveHook }] },
            web: {},
            hooks: { pulls: [{ number: 7, merge_commit: mergeCommit }] },
          },
        },
      },
    },
  });
  const base = mkdtempSync(join(tmpdir(), "hookfleet-runner-"));
  onTestFinished(() => rmSync(base, { recursive: true, force: true }));
  mkdirSync(join(base, "home"));
  const tools = stubTools(base);
  let count = 0;
  const at: Office["at"] = (event, over = {}) => {
    count += 1;
    const isPull = event === "pull" || event === "fork";
    const secrets = {
      HOOKFLEET_READ_TOKEN: planted.token,
      HOOKFLEET_TOKEN: planted.token,
      CI_WEBHOOK_SECRET: planted.environment,
    };
    return {
      workspace: forum.folder,
      temp: join(base, `temp ${count}`),
      artifacts: join(base, "artifacts"),
      environment: {
        HOME: join(base, "home"),
        PATH: tools,
        CI: "true",
        GITHUB_ACTIONS: "true",
        GITHUB_API_URL: forum.url,
        GITHUB_SERVER_URL: "https://github.com",
        GITHUB_REPOSITORY: "acme/hooks",
        GITHUB_RUN_ID: "99",
        GITHUB_SHA: mergeCommit,
        GITHUB_REF: isPull ? "refs/pull/7/merge" : "refs/heads/main",
      },
      contexts: {
        github: { token: workflowToken, event: isPull ? { pull_request: { number: 7 } } : {} },
        secrets: event === "fork" ? {} : secrets,
        ...over,
      },
    };
  };
  return { ...forum, at, appKey: withApp ? newKey() : "", machine: at("pull") };
}
