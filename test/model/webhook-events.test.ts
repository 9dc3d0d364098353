import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, test } from "vitest";
import { webhookEvents } from "../../src/model/webhook-events.ts";

interface Node {
  readonly $ref?: string;
  readonly [key: string]: Node | readonly Node[] | readonly string[] | string | undefined;
}

const servers = ["api.github.com", "ghec", "ghes-3.17", "ghes-3.18", "ghes-3.19"];

/** Actions and levels of every event, as the descriptions of all servers have them together. */
function described(): Map<string, { levels: Set<string>; actions: Set<string> }> {
  const events = new Map<string, { levels: Set<string>; actions: Set<string> }>();
  const { resolve } = createRequire(import.meta.url);
  for (const server of servers) {
    const file = resolve(`@octokit/openapi/generated/${server}.json`);
    // biome-ignore lint/suspicious/noExplicitAny: a description of many megabytes, read in few places
    const document: any = JSON.parse(readFileSync(file, "utf8"));
    const follow = (node: Node): Node => {
      const path = node.$ref?.replace("#/", "").split("/");
      return path === undefined ? node : path.reduce((value, key) => value[key], document);
    };
    const actionsOf = (node: Node | undefined): readonly string[] => {
      if (node === undefined) return [];
      const {
        properties,
        oneOf = [],
        anyOf = [],
        allOf = [],
      } = follow(node) as {
        properties?: { action?: Node };
        oneOf?: readonly Node[];
        anyOf?: readonly Node[];
        allOf?: readonly Node[];
      };
      const action = properties?.action && follow(properties.action);
      const own = (action?.["enum"] ?? []) as readonly string[];
      return [...own, ...[...oneOf, ...anyOf, ...allOf].flatMap(actionsOf)];
    };
    for (const { post } of Object.values(document["x-webhooks"]) as { post: Node }[]) {
      const { subcategory, "supported-webhook-types": types } = post["x-github"] as unknown as {
        subcategory: string;
        "supported-webhook-types": readonly string[];
      };
      const name = subcategory.replaceAll("-", "_");
      const event = events.get(name) ?? { levels: new Set(), actions: new Set() };
      events.set(name, event);
      for (const type of types) event.levels.add(type);
      const body = post["requestBody"] as unknown as {
        content: { "application/json": { schema: Node } };
      };
      for (const action of actionsOf(body.content["application/json"].schema))
        event.actions.add(action);
    }
  }
  return events;
}

test("levels and actions are those of GitHub's descriptions, and of what is known better", () => {
  const wanted = new Map(
    [...described()].map(([name, { levels, actions }]) => [
      name,
      {
        organization: levels.has("organization"),
        repository: levels.has("repository"),
        actions: [...actions].sort(),
      },
    ]),
  );
  const mergeGroup = wanted.get("merge_group");
  expect(mergeGroup).toMatchObject({ organization: false, repository: false });
  // It arrives at hooks all the same.
  wanted.set("merge_group", {
    actions: mergeGroup?.actions ?? [],
    organization: true,
    repository: true,
  });
  // Younger than the descriptions.
  wanted.set("issue_relates_to", { organization: true, repository: true, actions: [] });
  expect(new Map([...webhookEvents].sort())).toEqual(new Map([...wanted].sort()));
});

test("the event that secret scanning sent until 2026 has another name now", () => {
  expect(webhookEvents.has("exemption_request_secret_scanning")).toBe(false);
  expect(webhookEvents.get("bypass_request_secret_scanning")?.repository).toBe(true);
  expect(webhookEvents.get("dismissal_request_dependabot")?.organization).toBe(true);
});

const recordings = process.env["HOOKFLEET_RECORDINGS"];
test.skipIf(recordings === undefined)("levels are those of the recorded table", () => {
  const file = join(recordings ?? "", "events.json");
  const { events } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly events: Readonly<Record<string, { readonly org: boolean; readonly repo: boolean }>>;
  };
  const { exemption_request_secret_scanning: renamed, ...rest } = events;
  const changed = {
    ...rest,
    bypass_request_secret_scanning: renamed,
    dismissal_request_dependabot: { org: true, repo: true },
    merge_group: { org: true, repo: true },
  };
  const table = [...webhookEvents].map(([name, { organization, repository }]) => [
    name,
    { org: organization, repo: repository },
  ]);
  expect(Object.fromEntries(table)).toEqual(
    Object.fromEntries(
      Object.entries(changed).map(([name, levels]) => [
        name,
        { org: levels?.org, repo: levels?.repo },
      ]),
    ),
  );
});
