import { createHmac } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deliveryBody, sign, writePayload } from "../../src/simulator/deliveries/payload.ts";
import { hook, talkTo } from "./talk.ts";

const deliveries = `${hook}/deliveries`;
const url = "https://ci.example.com/hook";

test("a signature is the HMAC of the bytes (docs.github.com, validating webhook deliveries)", () => {
  expect(sign("It's a Secret to Everybody", "Hello, World!").sha256).toBe(
    "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
  );
});

test.each([
  [{ text: "\u001b[31m" }, String.raw`{"text":"\u001B[31m"}`],
  [{ text: 'a\nb\t"c"' }, String.raw`{"text":"a\nb\t\"c\""}`],
  [{ text: "Grüße 🎉 <b>&'</b>" }, `{"text":"Grüße 🎉 <b>&'</b>"}`],
  [{ text: String.raw`\u001b` }, String.raw`{"text":"\\u001b"}`],
])("a payload is written as GitHub writes it: %j", (value, expected) => {
  expect(writePayload(value)).toBe(expected);
});

test("what is written can be read again", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(writePayload(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("a form holds the same JSON, whoever encodes it", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }),
      fc.constantFrom("ruby" as const, "whatwg" as const),
      (text, formEncoding) => {
        const payload = (): string => JSON.stringify({ text });
        const body = deliveryBody({ contentType: "form", payload, formEncoding });
        expect(body).toMatch(/^payload=[\w.%+*~-]*$/);
        expect(new URLSearchParams(body).get("payload")).toBe(payload());
      },
    ),
  );
});

test.each([
  ["ruby", "payload=%22%2A~+%26%22"],
  ["whatwg", "payload=%22*%7E+%26%22"],
] as const)("%s differs in two characters", (formEncoding, expected) => {
  const payload = (): string => JSON.stringify("*~ &");
  expect(deliveryBody({ contentType: "form", payload, formEncoding })).toBe(expected);
});

async function headersOf(secret: string | null, content_type: string) {
  const { call, simulator } = talkTo(
    {
      organizations: {
        acme: {
          repositories: {
            api: { description: "Esc \u001b Grüße", hooks: [{ id: 21, url, events: ["*"] }] },
          },
        },
      },
    },
    { switches: { pingDelay: 0 } },
  );
  simulator.editByHand("acme/api", 21, { secret, content_type });
  await call("POST", `${hook}/pings`);
  const [delivery] = (await call("GET", deliveries)).body;
  return (await call("GET", `${deliveries}/${delivery?.id}`)).body.request;
}

test.each(["json", "form"])("%s deliveries are signed over their exact bytes", async (type) => {
  const { headers, payload } = await headersOf("shh", type);
  const json = JSON.stringify(payload).replaceAll("\\u001b", "\\u001B");
  const form = new URLSearchParams({ payload: json }).toString().replaceAll("*", "%2A");
  const body = type === "json" ? json : form;
  for (const [name, algorithm] of [
    ["X-Hub-Signature", "sha1"],
    ["X-Hub-Signature-256", "sha256"],
  ] as const) {
    const digest = createHmac(algorithm, "shh").update(body).digest("hex");
    expect(headers[name]).toBe(`${algorithm}=${digest}`);
  }
});

test.each([null, ""])("without a secret (%j) nothing is signed", async (secret) => {
  const { headers } = await headersOf(secret, "json");
  expect(Object.keys(headers).filter((name) => name.startsWith("X-Hub"))).toEqual([]);
});

interface Vector {
  readonly name: string;
  readonly secret: string;
  readonly body: string;
  readonly sha1?: string;
  readonly sha256: string;
}

function vectors(): readonly Vector[] {
  const { HOOKFLEET_RECORDINGS } = process.env;
  const file = `${HOOKFLEET_RECORDINGS ?? ""}/hmac-vectors.json`;
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as readonly Vector[]) : [];
}

const recorded = vectors();

describe.skipIf(recorded.length === 0)("recorded deliveries", () => {
  test.each(recorded)("$name has this signature", ({ secret, body, sha1, sha256 }) => {
    const signed = sign(secret, body);
    expect(signed.sha256).toBe(sha256);
    if (sha1 !== undefined) expect(signed.sha1).toBe(sha1);
  });

  test.each(recorded.filter(({ body }) => body.startsWith("{")))(
    "$name is written byte for byte",
    ({ body }) => {
      expect(writePayload(JSON.parse(body))).toBe(body);
    },
  );
});
