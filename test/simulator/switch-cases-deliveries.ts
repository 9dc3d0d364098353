import { createHmac } from "node:crypto";
import type { SwitchName } from "../../src/simulator/switches.ts";
import type { SwitchCase } from "./switch-case.ts";
import type { Reply, Talk } from "./talk.ts";
import { hook } from "./talk.ts";

const deliveries = `${hook}/deliveries`;
const now = { pingDelay: 0 };

async function latest({ call }: Talk): Promise<Reply["body"]> {
  const [delivery] = (await call("GET", deliveries)).body;
  return (await call("GET", `${deliveries}/${delivery?.id}`)).body;
}

async function pinged(talk: Talk): Promise<Reply["body"]> {
  await talk.call("POST", `${hook}/pings`);
  return latest(talk);
}

const signature = (secret: string, body: string): string =>
  `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;

async function count({ call }: Talk): Promise<number> {
  return (await call("GET", deliveries)).body.length;
}

/** What becomes of pings and other deliveries. */
export const deliveryCases: Partial<Record<SwitchName, SwitchCase>> = {
  pingDelay: {
    observe: async (talk) => {
      await talk.call("POST", `${hook}/pings`);
      const early = await count(talk);
      talk.pass(1000);
      return [early, await count(talk)];
    },
    expected: { "0": [1, 1], "1000": [0, 1], "1001": [0, 0] },
  },
  pingInactive: {
    given: now,
    observe: async (talk) => {
      talk.simulator.editByHand("acme/api", 21, { active: false });
      await talk.call("POST", `${hook}/pings`);
      return count(talk);
    },
    expected: { deliver: 1, skip: 0 },
  },
  deliveriesRetention: {
    given: now,
    observe: async (talk) => {
      await talk.call("POST", `${hook}/pings`);
      talk.pass(60_000);
      return count(talk);
    },
    expected: { "60000": 0, "60001": 1, "259200000": 1 },
  },
  redeliverySecret: {
    given: now,
    observe: async (talk) => {
      const { id } = await pinged(talk);
      talk.simulator.editByHand("acme/api", 21, { secret: "new" });
      await talk.call("POST", `${deliveries}/${id}/attempts`);
      const { request } = await latest(talk);
      const body = JSON.stringify(request.payload);
      const found = request.headers["X-Hub-Signature-256"];
      return ["s2", "new"].find((secret) => signature(secret, body) === found);
    },
    expected: { current: "new", original: "s2" },
  },
  formEncoding: {
    given: now,
    observe: async (talk) => {
      talk.simulator.editByHand("acme/api", 21, { content_type: "form", events: ["*"] });
      const { request } = await pinged(talk);
      const form = new URLSearchParams({ payload: JSON.stringify(request.payload) }).toString();
      const found = request.headers["X-Hub-Signature-256"];
      return [
        signature("s2", form) === found,
        signature("s2", form.replaceAll("*", "%2A").replaceAll("%7E", "~")) === found,
      ];
    },
    expected: { ruby: [false, true], whatwg: [true, false] },
  },
  checkEvents: {
    observe: async (talk) => {
      talk.simulator.editByHand("acme/api", 21, { events: ["check_run"] });
      talk.simulator.sendEvent("acme/api", "check_run", { action: "created" });
      talk.simulator.sendEvent("acme/api", "check_run", { action: "rerequested" });
      return count(talk);
    },
    expected: { "created+completed": 1, all: 2 },
  },
  deliveryPayload: {
    given: now,
    observe: async (talk) => (await pinged(talk)).request.payload === null,
    expected: { present: false, null: true },
  },
  payloadKeyOrder: {
    given: now,
    observe: async (talk) => Object.keys((await pinged(talk)).request.payload ?? {}).slice(0, 3),
    expected: { wire: ["zen", "hook_id", "hook"], sorted: ["hook", "hook_id", "organization"] },
  },
  deliveryHeaderCase: {
    given: now,
    observe: async (talk) => {
      const { headers } = (await pinged(talk)).request;
      return [headers["X-GitHub-Event"], headers["x-github-event"]];
    },
    expected: { mixed: ["ping", undefined], lower: [undefined, "ping"] },
  },
};
