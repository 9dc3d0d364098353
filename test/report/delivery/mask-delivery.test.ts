import { describe, expect, test } from "vitest";
import type { DeliveryDetail } from "../../../src/model/delivery.ts";
import { HookUrl, type UrlOrigin } from "../../../src/model/hook-url.ts";
import type { WatchedHook } from "../../../src/model/watched-hook.ts";
import { deliveryDetailDocument } from "../../../src/report/delivery/delivery-detail-document.ts";
import { maskForeignText } from "../../../src/report/delivery/mask-foreign-text.ts";
import { maskHeaders } from "../../../src/report/delivery/mask-headers.ts";
import { renderDelivery } from "../../../src/report/delivery/render-delivery.ts";
import { createPalette } from "../../../src/report/palette.ts";
import { renderJson } from "../../../src/report/render-json.ts";
import { hidden, leaksIn, planted } from "../../support/planted.ts";

const url = `https://${hidden.user}:${hidden.password}@hooks.chat.example/in/${hidden.segment}?token=${hidden.query}`;
const digest = "3fcb0e4e9b0d5a7c8f1e2d3c4b5a69788796a5b4c3d2e1f00112233445566778";

function hookOf(text: string, origin: UrlOrigin): WatchedHook {
  const scope = { kind: "organization", owner: "acme" } as const;
  return { scope, hookId: 7, url: new HookUrl(text, origin), active: true, hasSecret: true };
}

const detail: DeliveryDetail = {
  id: 11,
  guid: "0b989ba4-242f-11e5-81e1-c7b6966d2516",
  deliveredAt: Date.UTC(2026, 10, 20),
  redelivery: false,
  durationMs: 120,
  status: "Invalid HTTP Response: 401",
  statusCode: 401,
  event: "ping",
  action: undefined,
  url,
  request: {
    headers: {
      "x-hub-signature": `sha1=${digest.slice(0, 40)}`,
      "x-hub-signature-256": `sha256=${digest}`,
      "x-github-delivery": "0b989ba4-242f-11e5-81e1-c7b6966d2516",
    },
    payload: {
      hook: { config: { url, secret: planted.live, content_type: "json" } },
      comment: { body: `use ${planted.token}, said the \u001b[31mbot\u202e` },
      [url]: [{ access_token: planted.environment }],
      after: "6dcb09b5b57875f334f61aebed695e2e4193db5e",
    },
    payloadText: undefined,
  },
  response: {
    headers: { "set-cookie": `session=${planted.live}`, "x-request-id": digest, server: "nginx" },
    payload: JSON.stringify({ error: `expected sha256=${digest}, secret=${planted.file}`, url }),
  },
};

describe.each<[string, WatchedHook]>([
  ["declared", hookOf(url, { kind: "declared" })],
  ["live", hookOf(url, { kind: "live" })],
  ["env", hookOf(url, { kind: "env", name: "CHAT_URL" })],
  ["moved since", hookOf("https://elsewhere.example.com/", { kind: "declared" })],
])("a hook whose URL is %s", (_name, hook) => {
  const json = renderJson(deliveryDetailDocument(detail, hook));
  const text = renderDelivery(detail, hook, { palette: createPalette(false), failed: true });

  test.each([
    ["json", json],
    ["text", text],
  ])("%s shows no secret, no signature and nothing that a terminal obeys", (_form, said) => {
    expect(leaksIn(said)).toEqual([]);
    expect(said).not.toContain(digest.slice(0, 16));
    expect(said).not.toMatch(/\p{Cc}(?<!\n)|\p{Bidi_Control}/u);
    expect(said).toContain("sha256=***");
  });

  test("what is no secret is there", () => {
    for (const part of [detail.guid, "6dcb09b5b57875f334f61aebed695e2e4193db5e", "nginx"])
      expect(json).toContain(part);
  });
});

test("a delivery of which GitHub has nothing more", () => {
  const side = { headers: undefined, payload: null };
  const bare = { ...detail, url: "", request: { ...side, payloadText: undefined }, response: side };
  const hook = hookOf(url, { kind: "declared" });
  const { delivery } = deliveryDetailDocument(bare, hook);
  expect([delivery.request, delivery.response]).toEqual([
    { headers: null, payload: null },
    { headers: null, payload: null },
  ]);
  expect(renderDelivery(bare, hook, { palette: createPalette(false), failed: true })).toContain(
    "GitHub has none",
  );
});

test.each([
  [`token: ${planted.live}`, "token: ***"],
  [`"client_secret":"${planted.live}"`, '"client_secret":"***"'],
  ["all is well", "all is well"],
  [`sha256=${digest}`, "sha256=***"],
  ["see https://x.example.com/a?key=b", "see https://x.example.com/a?key=***"],
  ["Authorization: Bearer abcdefgh12345678", "Authorization: Bearer [secret]"],
])("of an answer %j is left %j", (text, shown) => {
  expect(maskForeignText(text)).toBe(shown);
});

test.each([
  ["authorization", "Basic abc", "***"],
  ["X-Api-Key", "abc", "***"],
  ["x-auth-token", "abc", "***"],
  ["content-type", "application/json; charset=utf-8", "application/json; charset=utf-8"],
  ["x-hub-signature-256", `sha256=${digest}`, "sha256=***"],
])("the header %s", (name, value, shown) => {
  expect(maskHeaders({ [name]: value })).toEqual({ [name]: shown });
});
