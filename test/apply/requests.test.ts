import { describe, expect, test } from "vitest";
import { endings, secretValue } from "../support/apply-to.ts";
import {
  desiredHook,
  liveHook,
  longAgo,
  managed,
  noSecret,
  receiver,
  undeclared,
} from "../support/build.ts";
import { githubWorld, originalSecret } from "../support/github-world.ts";

const value = secretValue({ kind: "env", name: "CI_SECRET" });
const rotated = managed("ci", longAgo + 60_000);
const old = `${receiver}/old`;

const get = "GET /repos/acme/api/hooks/1";
const patch = "PATCH /repos/acme/api/hooks/1";
const patchConfig = `${patch}/config`;
const getConfig = `${get}/config`;

const config = { url: receiver, content_type: "json", insecure_ssl: "0" };

const whole = (over: object = {}) => ({
  active: true,
  events: ["push"],
  config: { ...config, ...over },
});

interface Row {
  readonly what: string;
  readonly desired?: Parameters<typeof desiredHook>[0];
  readonly live?: Parameters<typeof liveHook>[0];
  readonly asked: readonly string[];
  /** Bodies of the writes, in order. */
  readonly sent: readonly unknown[];
  /** The secret that GitHub holds at the end. */
  readonly secret: string | undefined;
}

const masked = { hasSecret: true };

const rows: readonly Row[] = [
  {
    what: "managed, events change: everything with the secret",
    desired: { secret: managed() },
    live: { ...masked, events: ["issues"] },
    asked: [patch],
    sent: [whole({ secret: value })],
    secret: value,
  },
  {
    what: "managed, events and config change: the same one request",
    desired: { secret: managed() },
    live: { ...masked, active: false, contentType: "form" },
    asked: [patch],
    sent: [whole({ secret: value })],
    secret: value,
  },
  {
    what: "managed, content_type changes: no secret travels",
    desired: { secret: managed() },
    live: { ...masked, contentType: "form" },
    asked: [patchConfig],
    sent: [{ url: receiver, content_type: "json" }],
    secret: originalSecret(1),
  },
  {
    what: "managed, missing: a look, then all of config with the secret",
    desired: { secret: managed() },
    live: {},
    asked: [getConfig, patchConfig],
    sent: [{ ...config, secret: value }],
    secret: value,
  },
  {
    what: "managed, missing, events change: a look, then everything",
    desired: { secret: managed() },
    live: { active: false },
    asked: [get, patch],
    sent: [whole({ secret: value })],
    secret: value,
  },
  {
    what: "managed, rotation due: all of config with the secret, and a look",
    desired: { secret: rotated },
    live: masked,
    asked: [patchConfig, get],
    sent: [{ ...config, secret: value }],
    secret: value,
  },
  {
    what: "managed, rotation due, URL changes: the same",
    desired: { secret: rotated, previousUrls: [old] },
    live: { ...masked, url: old },
    asked: [patchConfig, get],
    sent: [{ ...config, secret: value }],
    secret: value,
  },
  {
    what: "managed, rotation due, activity changes: everything",
    desired: { secret: rotated },
    live: { ...masked, active: false },
    asked: [patch],
    sent: [whole({ secret: value })],
    secret: value,
  },
  {
    what: "no secret anywhere, events change: a look, then no config",
    live: { events: ["issues"] },
    asked: [get, patch],
    sent: [{ active: true, events: ["push"] }],
    secret: undefined,
  },
  {
    what: "no secret anywhere, content_type changes: a look, then what changes",
    live: { contentType: "form" },
    asked: [getConfig, patchConfig],
    sent: [{ url: receiver, content_type: "json" }],
    secret: undefined,
  },
  {
    what: "no secret anywhere, events and config change: a look, then all of config",
    live: { events: ["issues"], insecureSsl: true },
    asked: [get, patch],
    sent: [whole()],
    secret: undefined,
  },
  {
    what: "undeclared, events change: no config",
    live: { ...masked, events: ["issues"] },
    asked: [patch],
    sent: [{ active: true, events: ["push"] }],
    secret: originalSecret(1),
  },
  {
    what: "undeclared, events and config change: no config, then what changes in it",
    live: { ...masked, events: ["issues"], contentType: "form", insecureSsl: true },
    asked: [patch, patchConfig],
    sent: [{ active: true, events: ["push"] }, config],
    secret: originalSecret(1),
  },
  {
    what: "undeclared, content_type changes: what changes",
    live: { ...masked, contentType: "application/json" },
    asked: [patchConfig],
    sent: [{ url: receiver, content_type: "json" }],
    secret: originalSecret(1),
  },
  {
    what: "none, with a live secret: a look, then all of config without it",
    desired: { secret: noSecret },
    live: masked,
    asked: [get, patch],
    sent: [whole()],
    secret: undefined,
  },
];

describe("what GitHub is asked, by what becomes of the secret", () => {
  test.each(rows)("$what", async ({ desired = {}, live = {}, asked, sent, secret }) => {
    const world = await githubWorld({
      scopes: {
        "acme/api": {
          hooks: [desiredHook({ secret: undeclared, ...desired })],
          live: [liveHook(live)],
          undeclaredSecrets: "keep",
        },
      },
    });
    const { outcomes, plan } = await world.apply();
    expect(endings(outcomes)).toEqual(["applied"]);
    expect(world.asked()).toEqual(asked);
    expect(plan.actions.flatMap(({ requests }) => requests)).toEqual(asked);
    expect(world.writes().map(({ body }) => body)).toEqual(sent);
    expect(world.stored("acme/api", 1)?.config.secret).toBe(secret);
    expect((await world.plan()).actions).toEqual([]);
    expect(world.fetch.violations).toEqual([]);
  });

  test("a create is one request with the whole hook", async () => {
    const world = await githubWorld({
      scopes: { acme: { hooks: [desiredHook({ secret: managed(), events: ["*"] })] } },
    });
    expect(endings((await world.apply()).outcomes)).toEqual(["applied"]);
    expect(world.asked()).toEqual(["POST /orgs/acme/hooks"]);
    expect(world.writes().map(({ body }) => body)).toEqual([
      { name: "web", ...whole({ secret: value }), events: ["*"] },
    ]);
    expect((await world.plan()).actions).toEqual([]);
  });

  test("a delete is a look and a request", async () => {
    const world = await githubWorld({
      scopes: { "acme/api": { live: [liveHook(masked)], unmanaged: "delete" } },
    });
    expect(endings((await world.apply()).outcomes)).toEqual(["applied"]);
    expect(world.asked()).toEqual([get, "DELETE /repos/acme/api/hooks/1"]);
    expect(world.simulator.hooks("acme/api")).toEqual([]);
  });

  test.each([
    ["undeclared-secret", { events: ["issues"] }],
    ["secret-moves-host", { url: "https://other.example.com/hook" }],
  ])("%s asks nothing under refuse", async (blocked, live) => {
    const world = await githubWorld({
      scopes: {
        "acme/api": {
          hooks: [desiredHook({ previousUrls: ["https://other.example.com/hook"] })],
          live: [liveHook({ ...masked, ...live })],
        },
      },
    });
    const { outcomes, plan } = await world.apply();
    expect(plan.actions).toMatchObject([{ blocked }]);
    expect(endings(outcomes)).toEqual(["not attempted"]);
    expect(world.asked()).toEqual([]);
    expect(world.stored("acme/api", 1)?.config.secret).toBe(originalSecret(1));
  });
});
