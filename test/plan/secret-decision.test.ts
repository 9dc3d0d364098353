import { describe, expect, test } from "vitest";
import type { DesiredHook, LiveHook } from "../../src/model/hook.ts";
import type { BlockedReason, SecretChange } from "../../src/model/plan.ts";
import { planChange } from "../../src/plan/plan-change.ts";
import {
  api,
  desiredHook,
  liveHook,
  longAgo,
  managed,
  noSecret,
  receiver,
  undeclared,
} from "../support/build.ts";

/** What differs, by what it reaches: `config`, the rest of the hook, both, or nothing. */
const changes: Readonly<Record<string, readonly Parameters<typeof liveHook>[0][]>> = {
  nothing: [{}],
  config: [
    { url: `${receiver}/old` },
    { url: "http://ci.example.com/hook" },
    { url: "https://CI.EXAMPLE.COM:443/hook" },
    { contentType: "form" },
    { contentType: "application/json" },
    { insecureSsl: true },
    { url: `${receiver}/old`, contentType: "form", insecureSsl: true },
  ],
  host: [
    { url: "https://other.example.com/hook" },
    { url: "https://ci.example.com:8443/hook" },
    { url: "https://other.example.com/hook", insecureSsl: true },
  ],
  hook: [{ events: ["issues"] }, { events: ["*"] }, { events: [] }, { active: false }],
  both: [
    { events: ["issues"], contentType: "form" },
    { active: false, url: `${receiver}/old` },
    { active: false, url: "https://other.example.com/hook" },
  ],
};

const secrets = {
  managed: managed(),
  "managed, rotated before": managed("ci", longAgo),
  "managed, rotation due": managed("ci", longAgo + 1_000),
  none: noSecret,
  undeclared,
} as const;

const patch = "PATCH /repos/acme/api/hooks/1";
const patchConfig = `${patch}/config`;
const get = "GET /repos/acme/api/hooks/1";
const getConfig = `${get}/config`;

type Row = readonly [
  secret: keyof typeof secrets,
  live: "masked" | "no secret",
  change: keyof typeof changes,
  kind: "update" | "config-patch" | "-",
  secretChange: SecretChange | "-",
  requests: readonly string[],
  /** Why it is blocked under `refuse`. */
  blocked?: BlockedReason,
];

const table: readonly Row[] = [
  ["managed", "masked", "nothing", "-", "-", []],
  ["managed", "masked", "config", "config-patch", "keep", [patchConfig]],
  ["managed", "masked", "host", "config-patch", "keep", [patchConfig]],
  ["managed", "masked", "hook", "update", "resupply", [patch]],
  ["managed", "masked", "both", "update", "resupply", [patch]],
  ["managed, rotated before", "masked", "nothing", "-", "-", []],
  ["managed, rotated before", "masked", "config", "config-patch", "keep", [patchConfig]],
  ["managed, rotated before", "masked", "host", "config-patch", "keep", [patchConfig]],
  ["managed, rotated before", "masked", "hook", "update", "resupply", [patch]],
  ["managed, rotated before", "masked", "both", "update", "resupply", [patch]],
  ["managed, rotation due", "masked", "nothing", "config-patch", "rotate", [patchConfig, get]],
  ["managed, rotation due", "masked", "config", "config-patch", "rotate", [patchConfig, get]],
  ["managed, rotation due", "masked", "host", "config-patch", "rotate", [patchConfig, get]],
  ["managed, rotation due", "masked", "hook", "update", "rotate", [patch]],
  ["managed, rotation due", "masked", "both", "update", "rotate", [patch]],
  ["managed", "no secret", "nothing", "config-patch", "set", [getConfig, patchConfig]],
  ["managed", "no secret", "config", "config-patch", "set", [getConfig, patchConfig]],
  ["managed", "no secret", "host", "config-patch", "set", [getConfig, patchConfig]],
  ["managed", "no secret", "hook", "update", "set", [get, patch]],
  ["managed", "no secret", "both", "update", "set", [get, patch]],
  [
    "managed, rotated before",
    "no secret",
    "nothing",
    "config-patch",
    "set",
    [getConfig, patchConfig],
  ],
  // The rotation has to be seen recorded, or the next plan would ask for it.
  [
    "managed, rotation due",
    "no secret",
    "nothing",
    "config-patch",
    "set",
    [getConfig, patchConfig, get],
  ],
  [
    "managed, rotation due",
    "no secret",
    "config",
    "config-patch",
    "set",
    [getConfig, patchConfig, get],
  ],
  ["managed, rotation due", "no secret", "hook", "update", "set", [get, patch]],
  ["none", "masked", "nothing", "update", "remove", [get, patch]],
  ["none", "masked", "config", "update", "remove", [get, patch]],
  ["none", "masked", "host", "update", "remove", [get, patch]],
  ["none", "masked", "hook", "update", "remove", [get, patch]],
  ["none", "masked", "both", "update", "remove", [get, patch]],
  ["none", "no secret", "nothing", "-", "-", []],
  ["none", "no secret", "config", "config-patch", "none", [getConfig, patchConfig]],
  ["none", "no secret", "host", "config-patch", "none", [getConfig, patchConfig]],
  ["none", "no secret", "hook", "update", "none", [get, patch]],
  ["none", "no secret", "both", "update", "none", [get, patch]],
  ["undeclared", "no secret", "nothing", "-", "-", []],
  ["undeclared", "no secret", "config", "config-patch", "none", [getConfig, patchConfig]],
  ["undeclared", "no secret", "host", "config-patch", "none", [getConfig, patchConfig]],
  ["undeclared", "no secret", "hook", "update", "none", [get, patch]],
  ["undeclared", "no secret", "both", "update", "none", [get, patch]],
  ["undeclared", "masked", "nothing", "-", "-", []],
  ["undeclared", "masked", "config", "config-patch", "keep", [patchConfig]],
  ["undeclared", "masked", "host", "config-patch", "keep", [patchConfig], "secret-moves-host"],
  ["undeclared", "masked", "hook", "update", "keep", [patch], "undeclared-secret"],
  ["undeclared", "masked", "both", "update", "keep", [patch, patchConfig], "undeclared-secret"],
];

const rows = table.map(([secret, mask, change, kind, secretChange, requests, blocked = null]) => ({
  secret,
  mask,
  change,
  kind,
  secretChange,
  requests,
  blocked,
}));

describe.each(["refuse", "keep"] as const)(
  "the decision under undeclared_secrets: %s",
  (policy) => {
    test.each(rows)("$secret, $mask, change of $change: $kind, $secretChange", (row) => {
      const { secret, mask, change, kind, secretChange, requests, blocked } = row;
      for (const over of changes[change] ?? []) {
        const desired: DesiredHook = desiredHook({ secret: secrets[secret] });
        const live: LiveHook = liveHook({ ...over, hasSecret: mask === "masked" });
        const action = planChange(api, { desired, live }, policy);
        expect({
          kind: action?.kind ?? "-",
          secret: action?.secret ?? "-",
          requests: action?.requests ?? [],
          blocked: action?.blocked ?? null,
        }).toEqual({
          kind,
          secret: secretChange,
          requests,
          blocked: policy === "refuse" ? blocked : null,
        });
      }
    });
  },
);

describe("the reason of a change", () => {
  const reason = (
    desired: Parameters<typeof desiredHook>[0],
    live: Parameters<typeof liveHook>[0],
  ) => planChange(api, { desired: desiredHook(desired), live: liveHook(live) }, "refuse")?.reason;

  test.each([
    ["differs", { events: ["issues"], secret: managed() }, {}],
    ["secret-missing", { secret: managed() }, {}],
    ["secret-missing", { secret: managed("ci", longAgo + 1_000) }, {}],
    ["secret-unwanted", { secret: noSecret }, { hasSecret: true }],
    ["rotation", { secret: managed("ci", longAgo + 1) }, { hasSecret: true }],
  ] as const)("is %s", (expected, desired, live) => {
    expect(reason(desired, live)).toBe(expected);
  });
});

test("a hook updated in the very second of the rotation has it", () => {
  const pair = {
    desired: desiredHook({ secret: managed("ci", longAgo) }),
    live: liveHook({ hasSecret: true, updatedAt: longAgo }),
  };
  expect(planChange(api, pair, "refuse")).toBeUndefined();
});
