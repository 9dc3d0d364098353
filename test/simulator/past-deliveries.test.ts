import { expect, test } from "vitest";
import { createSimulator } from "../../src/simulator/create-simulator.ts";

const now = Date.UTC(2026, 10, 20, 12);

async function listed(deliveries: readonly object[]): Promise<readonly Record<string, unknown>[]> {
  const hook = { id: 7, url: "https://ci.example.com/", deliveries };
  const simulator = createSimulator(
    { organizations: { acme: { hooks: [hook] } } },
    { now: () => now },
  );
  const headers = { authorization: "token any" };
  const url = "https://api.github.com/orgs/acme/hooks/7/deliveries";
  const response = await simulator.fetch(url, { headers });
  return (await response.json()) as readonly Record<string, unknown>[];
}

test("a seed tells of attempts at one event, by their age", async () => {
  const found = await listed([
    { event: "push", ago: 60, guid: "one", redelivery: true, duration: 2.5 },
    { event: "push", ago: 3_600, guid: "one", status: 500, duration: 0.5 },
    { event: "push", ago: 120, status: "timed out" },
  ]);
  expect(found).toMatchObject([
    {
      guid: "one",
      redelivery: true,
      duration: 2.5,
      status_code: 200,
      delivered_at: "2026-11-20T11:59:00Z",
    },
    { redelivery: false, duration: 10, status_code: 504 },
    {
      guid: "one",
      redelivery: false,
      duration: 0.5,
      status_code: 500,
      delivered_at: "2026-11-20T11:00:00Z",
    },
  ]);
});

test("what is older than GitHub keeps is gone", async () => {
  const day = 86_400;
  expect(
    await listed([
      { event: "push", ago: 2 * day },
      { event: "push", ago: 4 * day },
    ]),
  ).toHaveLength(1);
});

test.each([{ ago: -1 }, { guid: 5 }, { redelivery: "yes" }, { duration: "long" }])(
  "%j is refused",
  (wrong) => {
    const hooks = [{ url: "https://ci.example.com/", deliveries: [{ event: "push", ...wrong }] }];
    expect(() => createSimulator({ organizations: { acme: { hooks } } })).toThrow(
      /deliveries\[0\]/,
    );
  },
);
