import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Secret } from "../../src/model/secret.ts";
import { judgeDelivery } from "../../src/verify/judge-delivery.ts";
import { delivery, pingPayload, type Sent, signatureOf } from "./support/delivery.ts";

const right = new Secret("right");
const wrong = new Secret("wrong");
const ping = JSON.stringify(pingPayload);

interface Vector {
  readonly name: string;
  readonly secret: string;
  readonly body: string;
  readonly sha256: string;
}

const recordings = process.env["HOOKFLEET_RECORDINGS"];

describe.skipIf(recordings === undefined)("signatures that GitHub made", () => {
  const path = join(recordings ?? "", "hmac-vectors.json");
  const vectors: readonly Vector[] =
    recordings === undefined ? [] : (JSON.parse(readFileSync(path, "utf8")) as Vector[]);

  test("are made as these tests make theirs", () => {
    expect(vectors.length).toBeGreaterThan(0);
    for (const { body, secret, sha256 } of vectors)
      expect(signatureOf(body, secret)).toBe(`sha256=${sha256}`);
  });

  test("over a payload are proved, and fit no other secret", () => {
    const pings = vectors.filter(({ body }) => body.startsWith("{"));
    expect(pings.length).toBeGreaterThan(0);
    for (const { body, secret } of pings) {
      const pretty = JSON.stringify(JSON.parse(body), undefined, 2);
      for (const payloadText of [body, pretty]) {
        const sent = delivery({ body, secret, payloadText });
        expect(judgeDelivery(sent, new Secret(secret))).toMatchObject({ verdict: "proved" });
        expect(judgeDelivery(sent, wrong)).toMatchObject({ verdict: "mismatch" });
      }
    }
  });
});

/** JSON as it was sent, and as an API might show the same value. */
const bytes: readonly (readonly [string, string, string])[] = [
  ["plain", ping, ping],
  ["laid out", ping, JSON.stringify(pingPayload, undefined, 4)],
  ["other scripts", '{"a":"é ü 日本語 \u2028"}', '{"a":"é ü 日本語 \u2028"}'],
  ["other scripts, escaped in the answer", '{"a":"é日"}', '{"a":"\\u00e9\\u65e5"}'],
  ["emoji", '{"a":"🪝👩‍🚀"}', '{"a":"\\ud83e\\ude9d👩‍🚀"}'],
  ["control characters", '{"a":"\\u001B[1m\\u0000"}', '{"a":"\\u001b[1m\\u0000"}'],
  [
    "a control character beside a backslash",
    '{"a":"\\\\u001b\\u001B"}',
    '{"a":"\\\\u001b\\u001b"}',
  ],
  ["short escapes", '{"a":"\\b\\f\\n\\r\\t\\"\\\\/"}', '{"a":"\\b\\f\\n\\r\\t\\"\\\\/"}'],
  ["a slash that the answer escapes", '{"a":"https://x"}', '{"a":"https:\\/\\/x"}'],
  ["a slash that was escaped", '{"a":"https:\\/\\/x"}', '{"a":"https:\\/\\/x"}'],
  ["big integers", '{"a":9007199254740993}', '{"a": 9007199254740993}'],
  ["floats", '{"a":1.0,"b":-0.0,"c":1e2}', '{ "a": 1.0, "b": -0.0, "c": 1e2 }'],
  ["floats that the sender's parser shortens", '{"a":1}', '{"a":1.0}'],
  ["keys like integers", '{"b":1,"2":2,"1":3}', '{"b": 1, "2": 2, "1": 3}'],
  ["keys twice", '{"b":1,"b":2}', '{"b":1, "b":2}'],
  ["characters of HTML", '{"a":"\\u003cb\\u003e \\u0026"}', '{"a":"<b> &"}'],
  ["ASCII alone", '{"a":"\\u00e9"}', '{"a":"é"}'],
];

/** As encoders write `payload=…`, each in its own way. */
const forms: readonly (readonly [string, (json: string) => string])[] = [
  ["URLSearchParams", (json) => new URLSearchParams({ payload: json }).toString()],
  ["encodeURIComponent", (json) => `payload=${encodeURIComponent(json)}`],
  [
    "Ruby and Go",
    (json) =>
      `payload=${encodeURIComponent(json)
        .replaceAll("%20", "+")
        .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`,
  ],
  [
    "a strict encoder",
    (json) =>
      `payload=${encodeURIComponent(json).replace(/[!'()*~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`,
  ],
];

describe("the right secret", () => {
  describe.each(bytes)("over %s", (_, body, payloadText) => {
    test("is proved, and another is not", () => {
      const sent = delivery({ body, payloadText });
      expect(judgeDelivery(sent, right)).toMatchObject({ verdict: "proved", reason: undefined });
      expect(judgeDelivery(sent, wrong).verdict).not.toBe("proved");
    });

    test.each(forms)("is proved in a form by %s", (_name, encode) => {
      const contentType = "application/x-www-form-urlencoded";
      const sent = delivery({ body: encode(body), payloadText, contentType });
      expect(judgeDelivery(sent, right).verdict).toBe("proved");
      expect(judgeDelivery(sent, wrong).verdict).not.toBe("proved");
    });
  });

  test("may be any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), (secret) => {
        const sent = delivery({ body: ping, secret });
        expect(judgeDelivery(sent, new Secret(secret)).verdict).toBe("proved");
        expect(judgeDelivery(sent, new Secret(`${secret}x`)).verdict).toBe("mismatch");
      }),
    );
  });

  test("is proved over any payload, and no other secret ever", () => {
    fc.assert(
      fc.property(
        fc.jsonValue().filter((value) => value !== null),
        fc.constantFrom(...forms),
        fc.boolean(),
        (value, [, encode], json) => {
          const text = JSON.stringify(value);
          const contentType = json ? "application/json" : "application/x-www-form-urlencoded";
          const sent = delivery({
            body: json ? text : encode(text),
            payloadText: text,
            contentType,
          });
          expect(judgeDelivery(sent, right).verdict).toBe("proved");
          expect(judgeDelivery(sent, wrong).verdict).not.toBe("proved");
        },
      ),
    );
  });

  test.each(["application/json; charset=utf-8", "APPLICATION/JSON", "text/plain", ""])(
    "is proved where the content type is %j",
    (contentType) => {
      expect(judgeDelivery(delivery({ body: ping, contentType }), right).verdict).toBe("proved");
    },
  );
});

describe("another secret", () => {
  const changed = (change: (payload: Record<string, unknown>) => void): string => {
    const payload = structuredClone(pingPayload) as unknown as Record<string, unknown>;
    change(payload);
    return JSON.stringify(payload);
  };
  const described = (description: unknown) =>
    changed((payload) => {
      payload["repository"] = { description };
    });

  test.each([
    [ping, "certain-ping"],
    [described('It\'s "quoted"\n\\ and 100 %'), "certain-ping"],
    [described("é"), "non-ascii"],
    [described("🪝"), "non-ascii"],
    [described("\u001b[1m"), "control-characters"],
    [described("\u007f"), "control-characters"],
    [described("\b"), "control-characters"],
    [described("Q & A"), "escapes"],
    [ping.replace("~a", "\\/a"), "escapes"],
    [described(0.5), "numbers"],
    [ping.replace('"id":1,', '"id":9007199254740993,'), "numbers"],
    [ping.replace('"id":1,', '"id":1.0,'), "numbers"],
    [changed((payload) => Object.assign(payload, { nested: { 1: 2 } })), "number-keys"],
    [JSON.stringify({ hook: pingPayload.hook, hook_id: 7, zen: "" }), "key-order"],
    ["[]", "key-order"],
  ])("is a mismatch only where the bytes are certain: %s", (body, rule) => {
    const judgment = judgeDelivery(delivery({ body }), wrong);
    expect(judgment.rule).toBe(rule);
    expect(judgment.verdict).toBe(rule === "certain-ping" ? "mismatch" : "unverifiable");
    expect(judgment.reason).not.toBe("");
  });

  test.each<[Partial<Sent>, string]>([
    [{ event: "push" }, "not-a-ping"],
    [{ redelivery: true }, "redelivery"],
    [{ contentType: "text/plain" }, "content-type"],
    [
      { headers: { "x-github-event": "ping", "x-hub-signature-256": "sha256=00" } },
      "odd-signature",
    ],
    [{ headers: { "x-github-event": "ping", "x-hub-signature": "sha1=00" } }, "sha1-only"],
    [{ headers: {} }, "no-headers"],
    [{ payloadText: "null" }, "no-payload"],
  ])("is in doubt with %j", (sent, rule) => {
    expect(judgeDelivery(delivery({ body: ping, ...sent }), wrong)).toMatchObject({
      verdict: "unverifiable",
      rule,
    });
  });

  test("is in doubt without headers", () => {
    const sent = delivery({ body: ping });
    const bare = { ...sent, request: { ...sent.request, headers: undefined } };
    expect(judgeDelivery(bare, right).rule).toBe("no-headers");
  });
});

test("no signature is unsigned, whatever the payload", () => {
  for (const payloadText of [ping, "null"]) {
    const sent = delivery({ body: ping, payloadText, headers: { "x-github-event": "push" } });
    expect(judgeDelivery(sent, right).verdict).toBe("unsigned");
  }
});

test("a payload of megabytes is judged in time", () => {
  const body = JSON.stringify({
    commits: Array(10_000).fill({ message: "<é\u001b~*! ".repeat(30) }),
  });
  const contentType = "application/x-www-form-urlencoded";
  const sent = delivery({
    body: `payload=${encodeURIComponent(body)}!`,
    payloadText: body,
    contentType,
  });
  expect(judgeDelivery(sent, right)).toMatchObject({
    verdict: "unverifiable",
    rule: "large-payload",
  });
});

test("a text of many megabytes is judged, and does not end the run", () => {
  const body = JSON.stringify({ ...pingPayload, text: 'a"'.repeat(6_000_000) });
  expect(judgeDelivery(delivery({ body: `${body} `, payloadText: body }), right)).toMatchObject({
    verdict: "unverifiable",
    rule: "large-payload",
  });
});
