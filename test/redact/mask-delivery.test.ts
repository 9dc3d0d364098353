import { describe, expect, test } from "vitest";
import { deliveryDetailDocument } from "../../src/documents/delivery-documents.ts";
import { maskDelivery } from "../../src/documents/mask-delivery.ts";
import type { DeliveryDetail, LiveHookRef } from "../../src/model/delivery.ts";
import { HookUrl, type UrlOrigin } from "../../src/model/hook-url.ts";
import { Secret } from "../../src/model/secret.ts";
import { maskForeignText, maskHeaders, maskPayload } from "../../src/redact/mask-text.ts";
import { renderJson } from "../../src/render/render-json.ts";
import { createPalette } from "../../src/render/text/palette.ts";
import { renderDelivery } from "../../src/render/text/render-deliveries.ts";
import { hidden, leaksIn, planted } from "../support/planted.ts";

const url = `https://${hidden.user}:${hidden.password}@hooks.chat.example/in/${hidden.segment}?token=${hidden.query}`;
const digest = "3fcb0e4e9b0d5a7c8f1e2d3c4b5a69788796a5b4c3d2e1f00112233445566778";

function hookOf(text: string, origin: UrlOrigin): LiveHookRef {
  const scope = { kind: "organization", owner: "acme" } as const;
  return { scope, hookId: 7, url: new HookUrl(text, origin), active: true, hasSecret: true };
}

const detail: DeliveryDetail = {
  id: 11,
  guid: "0b989ba4-242f-11e5-81e1-c7b6966d2516",
  deliveredAt: Date.UTC(2026, 10, 20),
  redelivery: false,
  durationMs: 120,
  throttledAt: undefined,
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

const api = "https://api.github.com";

describe.each<[string, LiveHookRef]>([
  ["declared", hookOf(url, { kind: "declared" })],
  ["live", hookOf(url, { kind: "live" })],
  ["env", hookOf(url, { kind: "env", name: "CHAT_URL" })],
  ["moved since", hookOf("https://elsewhere.example.com/", { kind: "declared" })],
])("a hook whose URL is %s", (_name, hook) => {
  const json = renderJson(deliveryDetailDocument(detail, hook, api));
  const text = renderDelivery(detail, hook, { palette: createPalette(false) });

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
  const { delivery } = deliveryDetailDocument(bare, hook, api);
  expect([delivery.request, delivery.response]).toEqual([
    { headers: null, payload: null },
    { headers: null, payload: null },
  ]);
  expect(renderDelivery(bare, hook, { palette: createPalette(false) })).toContain(
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
  [`apiToken=${planted.live}`, "apiToken=***"],
  ['"secret": "a&b c", "x": 1', '"secret": "***", "x": 1'],
  [String.raw`{\"clientSecret\":\"hunter\",\"x`, String.raw`{\"clientSecret\":\"***\",\"x`],
  ["expected secret 'hunter', got none", "expected secret '***', got none"],
  ["the token is invalid", "the token is invalid"],
  ["hmac q83v/EjR+xab/12Zz9/aA1bB2cC3dD4+eE5fF6gG7= differs", "hmac *** differs"],
  ["GET /api/v1/repositories/hooks", "GET /api/v1/repositories/hooks"],
])("of an answer %j is left %j", (text, shown) => {
  expect(maskForeignText(text)).toBe(shown);
});

test.each([
  ["authorization", "Basic abc", "***"],
  ["X-Api-Key", "abc", "***"],
  ["x-auth-token", "abc", "***"],
  ["x-authtoken", "abc", "***"],
  ["X-CSRF", "abc", "***"],
  ["x-github-hook-id", "7", "7"],
  ["x-ratelimit-remaining", "7", "7"],
  ["content-type", "application/json; charset=utf-8", "application/json; charset=utf-8"],
  ["x-hub-signature-256", `sha256=${digest}`, "sha256=***"],
])("the header %s", (name, value, shown) => {
  expect(maskHeaders({ [name]: value })).toEqual({ [name]: shown });
});

test.each([
  [{ accessToken: "abc" }, { accessToken: "***" }],
  [
    { clientSecret: 7, PASSWORD: "" },
    { clientSecret: "***", PASSWORD: "" },
  ],
  [{ tokens: ["a", { b: "c" }, null] }, { tokens: ["***", "***", null] }],
  [
    { private_key: "abc", license: { key: "mit" } },
    { private_key: "***", license: { key: "mit" } },
  ],
  [
    { token_expired: false, secret_scanning: "x" },
    { token_expired: false, secret_scanning: "x" },
  ],
])("of a payload %j is left %j", (payload, shown) => {
  expect(maskPayload(payload, (text) => text)).toEqual(shown);
});

describe("what a receiver repeats", () => {
  const said = (text: string, origin: UrlOrigin, secrets: readonly Secret[] = []) => {
    const hook = hookOf("https://ci.example.com/let/me/in?k=hunter", origin);
    const response = { headers: { "x-path": text }, payload: text };
    const { delivery } = deliveryDetailDocument(
      { ...detail, url: hook.url.reveal(), response },
      hook,
      api,
      secrets,
    );
    expect(delivery.response.headers).toEqual({ "x-path": delivery.response.payload });
    return delivery.response.payload;
  };

  test.each<[UrlOrigin, string]>([
    [{ kind: "declared" }, "Cannot POST /let/me/in?k=***, nor /let/me/in"],
    [{ kind: "live" }, "Cannot POST /***, nor /***"],
    [{ kind: "env", name: "CI_URL" }, "Cannot POST env:CI_URL, nor env:CI_URL"],
  ])("of a URL that is %j", (origin, shown) => {
    expect(said("Cannot POST /let/me/in?k=hunter, nor /let/me/in", origin)).toBe(shown);
  });

  test("of a URL that stands in another one", () => {
    const text = "see /login?next=https%3a%2f%2fci.example.com%2flet%2fme%2fin%3fk%3dhunter";
    expect(said(text, { kind: "live" })).not.toMatch(/hunter|let/);
    expect(said("from ci.example.com", { kind: "env", name: "CI_URL" })).toBe("from env:CI_URL");
  });

  test.each([
    ["in capitals", 'PASS "WORD"'],
    ["as Base64", Buffer.from('me:pass "word"').toString("base64")],
    ["as hex", Buffer.from('pass "word"').toString("hex")],
    ["in a URL, in small letters", "pass%20%22word%22".toLowerCase()],
    ["as JSON in JSON", JSON.stringify(JSON.stringify('pass "word"'))],
  ])("of a secret that is known here, %s", (_, text) => {
    const shown = said(text, { kind: "declared" }, [new Secret('pass "word"')]);
    expect(shown).toContain("[secret]");
  });

  test("of a secret that is known here", () => {
    const secret = new Secret('pass "word"');
    expect(said('got pass "word" and pass%20%22word%22', { kind: "declared" }, [secret])).toBe(
      "got [secret] and [secret]",
    );
  });
});

test("a payload repeats no path that is a credential, and short paths are words", () => {
  const kind = { kind: "env", name: "CHAT_URL" } as const;
  const shown = (text: string, hook: string): unknown => {
    const request = { ...detail.request, payload: { text } };
    const delivery = { ...detail, url: hook, request };
    return maskDelivery(delivery, hookOf(hook, kind)).request.payload;
  };
  expect(shown("/in/T0B0hunter0", "https://chat.example.com/in/T0B0hunter0")).toEqual({
    text: "env:CHAT_URL",
  });
  const address = "https://api.github.com/hooks/7";
  expect(shown(address, "https://chat.example.com/hooks")).toEqual({ text: address });
});

test("a URL may look like a replacement's pattern", () => {
  const strange = "https://ci.example.com/$&/$`?k=hunter";
  const hook = hookOf(strange, { kind: "declared" });
  const json = JSON.stringify(
    maskDelivery(
      { ...detail, url: strange, request: { ...detail.request, payload: strange } },
      hook,
    ),
  );
  expect(json).not.toContain("hunter");
});
