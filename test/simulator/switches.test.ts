import { expect, test } from "vitest";
import { createSimulator } from "../../src/simulator/create-simulator.ts";
import { SeedError } from "../../src/simulator/seed/readers.ts";
import type { SwitchName } from "../../src/simulator/switches.ts";
import {
  defaultSwitches,
  parseSwitch,
  parseSwitches,
  switchDefinitions,
} from "../../src/simulator/switches.ts";
import type { SwitchCase } from "./switch-case.ts";
import { deliveryCases } from "./switch-cases-deliveries.ts";
import { ruleCases } from "./switch-cases-rules.ts";
import { serviceCases } from "./switch-cases-service.ts";
import { writeCases } from "./switch-cases-writes.ts";
import { acme, talkTo } from "./talk.ts";

const cases: Readonly<Record<string, SwitchCase>> = {
  ...writeCases,
  ...ruleCases,
  ...serviceCases,
  ...deliveryCases,
};
const names = Object.keys(switchDefinitions) as readonly SwitchName[];

test("every switch has a case, and every value of it", () => {
  expect(Object.keys(cases).sort()).toEqual([...names].sort());
  for (const name of names) {
    const { values } = switchDefinitions[name];
    if (values !== undefined)
      expect(Object.keys(cases[name]?.expected ?? {}).sort()).toEqual([...values].sort());
  }
});

const table = Object.entries(cases).flatMap(([name, entry]) =>
  Object.entries(entry.expected).map(([value, expected]) => ({ name, value, entry, expected })),
);

test.each(table)("$name=$value", async ({ name, value, entry, expected }) => {
  const switches = { ...entry.given, ...parseSwitch(`${name}=${value}`) };
  const talk = talkTo(entry.seed ?? acme, { switches });
  expect(await entry.observe(talk)).toEqual(expected);
});

test.each(names)(
  "%s: the default is what happens without it, and the values differ",
  async (name) => {
    const entry = cases[name] as SwitchCase;
    const observed = await entry.observe(
      talkTo(entry.seed ?? acme, { switches: entry.given ?? {} }),
    );
    const fallback = String(switchDefinitions[name].default);
    expect(observed).toEqual(entry.expected[fallback]);
    const seen = Object.values(entry.expected).map((value) => JSON.stringify(value));
    expect(new Set(seen).size).toBeGreaterThan(1);
  },
);

test("switches are given as name=value, each with one value", () => {
  expect(parseSwitches(["eventLimit=5", "maskEcho=keep", "eventLimit=5"])).toEqual({
    eventLimit: 5,
    maskEcho: "keep",
  });
  expect(() => parseSwitches(["eventLimit=250", "eventLimit=5"])).toThrow("twice: 250 and 5");
});

test.each([
  "eventLimit",
  "eventLimit=-1",
  "eventLimit=many",
  "eventLimit=",
  "eventLimit=1e3",
  "maskEcho=perhaps",
  "nothing=on",
])("%s is refused", (text) => {
  expect(() => parseSwitch(text)).toThrow(SeedError);
});

test("what is refused names the values or the switches there are", () => {
  expect(() => parseSwitch("maskEcho=perhaps")).toThrow("literal or keep");
  expect(() => parseSwitch("nothing=on")).toThrow("secretOnPatchWithoutConfig");
});

test("options win over the seed, the seed over the defaults", () => {
  const seed = { switches: { eventLimit: 250, patchConflict: 422 } };
  const { switches } = createSimulator(seed, { switches: { eventLimit: 3 } });
  expect(switches).toEqual({ ...defaultSwitches(), eventLimit: 3, patchConflict: "422" });
});

test("every switch is described in one line", () => {
  for (const name of names) {
    expect(switchDefinitions[name].description.length).toBeGreaterThan(5);
    expect(switchDefinitions[name].description).not.toContain("\n");
  }
});
