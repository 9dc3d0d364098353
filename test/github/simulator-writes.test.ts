import { describe, expect, test } from "vitest";
import { createGitHubWriter } from "../../src/github/create-clients.ts";
import { HookUrl } from "../../src/model/hook-url.ts";
import type { Scope } from "../../src/model/scope.ts";
import { Secret } from "../../src/model/secret.ts";
import { createSimulator } from "../../src/simulator/create-simulator.ts";
import { checkedFetch } from "../support/checked-fetch.ts";
import { everythingPrinted, githubErrorOf } from "./support/expect-error.ts";
import { optionsFor } from "./support/fake-github.ts";

const scopes: readonly [string, Scope][] = [
  ["acme", { kind: "organization", owner: "acme" }],
  ["acme/api", { kind: "repository", owner: "acme", repository: "api" }],
];
const url = new HookUrl("https://ci.example.com/hook?job=1", { kind: "declared" });
const full = { url, contentType: "json", insecureSsl: false } as const;
const secret = new Secret("the-first-secret-of-all");

async function writerOf(seed: object = {}) {
  const simulator = createSimulator({
    organizations: { acme: { repositories: { api: {}, frozen: { archived: true } } } },
    ...seed,
  });
  const github = checkedFetch(simulator.fetch);
  const writer = await createGitHubWriter(optionsFor(github));
  return { writer, simulator, violations: github.violations };
}

describe.each(scopes)("on %s", (name, scope) => {
  test("a hook's whole life, by requests that GitHub describes", async () => {
    const { writer, simulator, violations } = await writerOf();
    const truth = () => simulator.hooks(name)[0];
    const config = { ...full, secret };
    const created = await writer.createHook(scope, { config, events: ["push"], active: true });
    expect(created).toMatchObject({ events: ["push"], contentType: "json", hasSecret: true });
    expect(truth()?.config.secret).toBe(secret.reveal());

    const updated = await writer.updateHook(scope, created.id, { events: ["fork"], active: false });
    expect(updated).toMatchObject({ events: ["fork"], active: false, hasSecret: true });

    const other = new HookUrl("https://ci.example.com/other", { kind: "declared" });
    expect(
      await writer.updateHookConfig(scope, created.id, { url: other, insecureSsl: true }),
    ).toMatchObject({
      url: new HookUrl(other.reveal(), { kind: "live" }),
      insecureSsl: true,
      hasSecret: true,
    });
    expect(truth()?.config).toMatchObject({
      url: other.reveal(),
      insecure_ssl: "1",
      content_type: "json",
      secret: secret.reveal(),
    });

    const rotated = { ...full, secret: new Secret("the-second-secret-of-all") };
    const answer = await writer.updateHookConfig(scope, created.id, rotated);
    expect(answer).toMatchObject({ contentType: "json", insecureSsl: false, hasSecret: true });
    expect(await writer.getHookConfig(scope, created.id)).toEqual(answer);
    expect(truth()?.config.secret).toBe("the-second-secret-of-all");

    const bare = await writer.updateHook(scope, created.id, {
      events: ["*"],
      active: true,
      config: full,
    });
    expect(bare).toMatchObject({ events: ["*"], hasSecret: false, insecureSsl: false });
    expect(truth()?.config).not.toHaveProperty("secret");

    await writer.removeHook(scope, created.id);
    expect(simulator.hooks(name)).toEqual([]);
    expect(await githubErrorOf(writer.removeHook(scope, created.id))).toMatchObject({
      code: "not-found",
      mayHaveHappened: false,
    });
    expect(violations).toEqual([]);
    expect(everythingPrinted([created, updated, bare])).not.toContain("secret-of-all");
  });

  test("what GitHub refuses", async () => {
    const { writer, simulator } = await writerOf();
    const create = (more: object) =>
      writer.createHook(scope, {
        config: { ...full, secret, ...more },
        events: ["push"],
        active: true,
      });
    await create({});
    expect((await githubErrorOf(create({}))).code).toBe("hook-exists");
    const local = new HookUrl("http://localhost/", { kind: "declared" });
    expect((await githubErrorOf(create({ url: local }))).code).toBe("validation-failed");
    for (let index = 0; index < 19; index += 1)
      simulator.addHook(name, { url: `https://ci.example.com/${index}`, events: ["push"] });
    const more = new HookUrl("https://ci.example.com/more", { kind: "declared" });
    expect((await githubErrorOf(create({ url: more }))).code).toBe("event-limit");
  });
});

test("an archived repository is told as such", async () => {
  const { writer } = await writerOf();
  const frozen = { kind: "repository", owner: "acme", repository: "frozen" } as const;
  const input = { config: full, events: ["push"], active: true };
  expect(await githubErrorOf(writer.createHook(frozen, input))).toMatchObject({ code: "archived" });
});

test.each(["before", "after"] as const)(
  "a create whose connection breaks %s its effect is sent once",
  async (moment) => {
    const { writer, simulator } = await writerOf();
    const [name, scope] = scopes[1] ?? expect.unreachable();
    simulator.addFault({ kind: "reset", method: "POST", moment });
    const input = { config: { ...full, secret }, events: ["push"], active: true };
    const error = await githubErrorOf(writer.createHook(scope, input));
    expect(error).toMatchObject({ code: "network-error", mayHaveHappened: true });
    expect(simulator.hooks(name)).toHaveLength(moment === "after" ? 1 : 0);
    expect(simulator.requests.filter(({ method }) => method === "POST")).toHaveLength(1);
    expect(everythingPrinted(error)).not.toContain(secret.reveal());
  },
);
