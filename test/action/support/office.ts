import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { SeedToken } from "../../../src/simulator/seed/seed.ts";
import { enterForum, type Forum, workflowToken } from "../../cli/support/forum.ts";
import { planted } from "../../support/planted.ts";
import { hurriedClock } from "../../support/run-cli.ts";
import type { Contexts } from "./evaluate.ts";
import {
  answerOfRepository,
  mergeCommit,
  type OwnRepository,
  type StoredComment,
} from "./own-repository.ts";
import type { Machine } from "./run-job.ts";
import { serveCommands } from "./serve-commands.ts";
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
  /** The PATH of its runners. */
  readonly tools: string;
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
  repository = {},
  asBuilt = false,
}: {
  readonly config?: string | undefined;
  readonly files?: Readonly<Record<string, string>>;
  /** That of the workflow. */
  readonly token?: SeedToken;
  /** An App with the id 1, installed in the organizations of matrix.yml. */
  readonly withApp?: boolean;
  /** `acme/hooks`, over what apply.yml and apply-on-merge.yml need of it. */
  readonly repository?: Partial<OwnRepository>;
  /** Each command is a process of its own, from `dist/`. */
  readonly asBuilt?: boolean;
} = {}): Promise<Office> {
  const permissions = { issues: "write", pull_requests: "write" };
  const app = withApp ? appFleet() : { seed: {}, organizations: {}, config };
  const clock = hurriedClock();
  const forum = await enterForum(undefined, {
    clock,
    between: async (request, handle) => {
      const readComments = async () => {
        const url = new URL("/repos/acme/hooks/issues/7/comments", request.url);
        const headers = { authorization: `Bearer ${workflowToken}`, "user-agent": "node" };
        const answer = await handle(new Request(url, { headers }));
        return (await answer.json()) as readonly StoredComment[];
      };
      return (await answerOfRepository(request, repository, readComments)) ?? handle(request);
    },
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
  const tools = stubTools(base, asBuilt ? undefined : await serveCommands(clock));
  let count = 0;
  const at: Office["at"] = (event, over = {}) => {
    count += 1;
    const isPull = event === "pull" || event === "fork";
    const from = event === "fork" ? "mona" : "acme";
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
        GITHUB_GRAPHQL_URL: `${forum.url}/graphql`,
        GITHUB_SERVER_URL: "https://github.com",
        GITHUB_REPOSITORY: "acme/hooks",
        GITHUB_RUN_ID: "99",
        GITHUB_RUN_ATTEMPT: "1",
        GITHUB_SHA: mergeCommit,
        GITHUB_REF: isPull ? "refs/pull/7/merge" : "refs/heads/main",
        GITHUB_REF_NAME: isPull ? "7/merge" : "main",
      },
      contexts: {
        github: {
          token: workflowToken,
          repository: "acme/hooks",
          ref: isPull ? "refs/pull/7/merge" : "refs/heads/main",
          event_name: isPull ? "pull_request" : event,
          event: isPull
            ? { pull_request: { number: 7, head: { repo: { full_name: `${from}/hooks` } } } }
            : { before: "6".repeat(40) },
        },
        secrets: event === "fork" ? {} : secrets,
        ...over,
      },
    };
  };
  return { ...forum, at, tools, appKey: withApp ? newKey() : "", machine: at("pull") };
}
