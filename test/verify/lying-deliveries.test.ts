import { describe, expect, test } from "vitest";
import type { DeliveryDetail } from "../../src/model/delivery.ts";
import { GitHubError } from "../../src/model/errors.ts";
import type { HookTrigger } from "../../src/model/github-port.ts";
import type { LiveHook } from "../../src/model/hook.ts";
import { HookUrl } from "../../src/model/hook-url.ts";
import { Secret } from "../../src/model/secret.ts";
import { belongsTo, wasSentBefore } from "../../src/verify/finding.ts";
import { verifyByPast } from "../../src/verify/verify-by-past.ts";
import { verifyByPing } from "../../src/verify/verify-by-ping.ts";
import { delivery, pingPayload, signatureOf } from "./support/delivery.ts";

const updated = Date.parse("2026-11-20T12:00:00Z");
const scope = { kind: "repository", owner: "acme", repository: "api" } as const;
const url = new HookUrl("https://ci.example.com/", { kind: "declared" });

interface Shown {
  readonly id: number;
  readonly guid?: string;
  readonly secret?: string;
  /** Milliseconds behind the hook's update. */
  readonly after?: number;
  /** What the ping says of the hook's last update. */
  readonly described?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly detail?: Partial<DeliveryDetail>;
}

function shown({ id, after = 300_000, guid = `guid-${id}`, ...rest }: Shown): DeliveryDetail {
  const { described = "2026-11-20T12:00:00Z", secret = "right", headers = {}, detail } = rest;
  const hook = { ...pingPayload.hook, updated_at: described };
  const body = JSON.stringify({ ...pingPayload, hook });
  const signed = {
    "content-type": "application/json",
    "x-github-event": "ping",
    "x-hub-signature-256": signatureOf(body, secret),
    ...headers,
  };
  const deliveredAt = updated + after;
  return { ...delivery({ body, secret, headers: signed }), id, guid, deliveredAt, ...detail };
}

/** GitHub as far as this goes: what is listed before a ping, and what comes after it. */
function stand(before: readonly DeliveryDetail[], after: readonly DeliveryDetail[]) {
  let pinged = false;
  let now = 0;
  let current = updated;
  let hasSecret = true;
  const live = (): LiveHook => ({
    id: 7,
    name: "web",
    url,
    events: ["push"],
    active: true,
    contentType: "json",
    insecureSsl: false,
    hasSecret,
    unknownConfigKeys: [],
    updatedAt: current,
    createdAt: 0,
    lastResponse: undefined,
  });
  const listed = () => (pinged ? [...after, ...before] : before);
  const port: HookTrigger = {
    getHook: async () => live(),
    getHookConfig: async () => live(),
    listHooks: async () => [live()],
    listDeliveries: async () => listed(),
    getDelivery: async (_scope, _hookId, id) => {
      const found = listed().find((one) => one.id === id);
      if (found === undefined) throw new GitHubError("not-found", "gone", { status: 404 });
      return found;
    },
    pingHook: async () => {
      pinged = true;
    },
    testHook: async () => {},
    redeliver: async () => {},
  };
  const subject = {
    scope,
    hookId: 7,
    url,
    declaredUrl: url,
    secretRef: "ci",
    secret: new Secret("right"),
    live: live(),
  };
  const clock = {
    now: () => now,
    sleep: async (milliseconds: number) => {
      now += milliseconds;
    },
  };
  return {
    byPing: () => verifyByPing(port, subject, { clock }),
    byPast: () => verifyByPast(port, subject),
    change: () => {
      current += 60_000;
    },
    /** GitHub need not move `updated_at` for it. */
    loseSecret: () => {
      hasSecret = false;
    },
  };
}

describe("a ping that was made before the hook's last update", () => {
  const old = { id: 2, described: "2026-11-20T11:59:59Z" };

  test.each(["right", "another"])("and comes late is no answer: %s", async (secret) => {
    const { byPing, byPast } = stand([], [shown({ ...old, secret })]);
    const verdict = { verdict: "unverifiable", rule: "older-than-update" };
    expect(await byPing()).toMatchObject(verdict);
    expect(await byPast()).toMatchObject(verdict);
  });

  test("does not stand in the way of the one that was asked for", async () => {
    const { byPing } = stand([], [shown({ id: 3 }), shown({ ...old, secret: "another" })]);
    expect(await byPing()).toMatchObject({ verdict: "proved" });
  });
});

test.each(["ping", "push"])(
  "a %s that was delivered before it is none, whatever it says",
  (event) => {
    const described = "2026-11-20T13:00:00Z";
    const at = (after: number) => ({ ...shown({ id: 1, after, described }), event });
    expect(wasSentBefore(at(-1), updated)).toBe(true);
    expect(wasSentBefore(at(0), updated)).toBe(false);
  },
);

test("a hook that was changed since it was listed is not proved by what was on its way", async () => {
  const { byPing, change } = stand([], [shown({ id: 2 })]);
  change();
  expect(await byPing()).toMatchObject({ verdict: "unverifiable", rule: "hook-changed" });
});

test("nor is one that has lost its secret since, whatever updated_at says", async () => {
  const { byPing, byPast, loseSecret } = stand([shown({ id: 1 })], [shown({ id: 2 })]);
  loseSecret();
  expect(await byPing()).toMatchObject({ verdict: "unverifiable", rule: "hook-changed" });
  expect(await byPast()).toMatchObject({ verdict: "unverifiable", rule: "hook-changed" });
});

test("what cannot be told from a delivery is not put down to a change of the hook", async () => {
  const headers = { "x-hub-signature-256": "sha256=odd" };
  const still = await stand([], [shown({ id: 2, headers })]).byPing();
  expect(still).toMatchObject({ verdict: "unverifiable", rule: "odd-signature" });
  const { byPing, change } = stand([], [shown({ id: 2, headers })]);
  change();
  expect(await byPing()).toEqual(still);
});

describe("the same event once more is no answer, whatever it says of itself", () => {
  test("to a ping", async () => {
    const { byPing } = stand([shown({ id: 1 })], [shown({ id: 2, guid: "guid-1" })]);
    expect(await byPing()).toMatchObject({ verdict: "no-delivery" });
  });

  test("where the list and the delivery differ", async () => {
    const again = shown({ id: 2, detail: { redelivery: true } });
    const { byPing } = stand([], [again]);
    expect(await byPing()).toMatchObject({ verdict: "no-delivery" });
  });

  test("among those of the past", async () => {
    const first = shown({ id: 1 });
    const again = shown({ id: 2, guid: "guid-1", secret: "another", after: 600_000 });
    expect(await stand([again, first], []).byPast()).toMatchObject({ verdict: "proved" });
  });
});

test.each([{ "x-github-hook-id": "8" }, { "x-github-delivery": "guid-of-another" }])(
  "a delivery of something else decides nothing: %j",
  async (headers) => {
    for (const secret of ["right", "another"]) {
      const { byPing, byPast } = stand([shown({ id: 1, secret, headers })], []);
      const there = stand([], [shown({ id: 1, secret, headers })]);
      const verdict = { verdict: "unverifiable", rule: "foreign-delivery" };
      expect(await byPast()).toMatchObject(verdict);
      expect(await there.byPing()).toMatchObject(verdict);
      expect(await byPing()).toMatchObject({ verdict: "no-delivery" });
    }
  },
);

test.each(["hook_id", "hook.id"])(
  "a ping whose payload names another hook decides nothing: %s",
  async (field) => {
    for (const secret of ["right", "another"]) {
      const payload =
        field === "hook_id"
          ? { ...pingPayload, hook_id: 8 }
          : { ...pingPayload, hook: { ...pingPayload.hook, id: 8 } };
      const body = JSON.stringify(payload);
      const foreign = shown({ id: 1, detail: delivery({ body, secret }) });
      const listed = { ...foreign, id: 1, guid: "guid-1", deliveredAt: updated + 300_000 };
      const verdict = { verdict: "unverifiable", rule: "foreign-delivery" };
      expect(await stand([listed], []).byPast()).toMatchObject(verdict);
      expect(await stand([], [listed]).byPing()).toMatchObject(verdict);
    }
  },
);

test("only pings and meta name their hook in the payload: elsewhere `hook` is not read", () => {
  const body = JSON.stringify({ hook_id: 8, hook: { id: 8 } });
  const sent = (event: string) => delivery({ body, event, headers: { "x-github-event": event } });
  expect(belongsTo(sent("push"), 7)).toBe(true);
  expect(belongsTo(sent("meta"), 7)).toBe(false);
});

test("headers of another event than the one that is listed are those of something else", () => {
  const headers = { "x-github-event": "ping" };
  const body = JSON.stringify({ hook_id: 8 });
  expect(belongsTo(delivery({ body, event: "push", headers }), 7)).toBe(false);
  expect(belongsTo(delivery({ body, event: "push", headers: {} }), 7)).toBe(true);
});
