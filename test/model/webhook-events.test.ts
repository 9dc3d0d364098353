import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { webhookEvents } from "../../src/model/webhook-events.ts";
import { describedEvents } from "../support/openapi-document.ts";

const read = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

test("the list is what is generated from GitHub's descriptions", async () => {
  const generator = new URL("../../schemas/events.mjs", import.meta.url).href;
  const { generateEvents } = (await import(generator)) as {
    readonly generateEvents: (text: string) => string;
  };
  expect(generateEvents(read("test/fixtures/openapi.json"))).toBe(
    read("src/model/generated/event-tables.ts"),
  );
});

test("levels and actions are those of GitHub's descriptions, and of what is known better", () => {
  const wanted = new Map(
    Object.entries(describedEvents()).map(([name, { levels, actions }]) => [
      name,
      {
        organization: levels.includes("organization"),
        repository: levels.includes("repository"),
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
