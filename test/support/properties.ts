import fc from "fast-check";
import { vi } from "vitest";

/**
 * Properties draw the same values in every run of the suite, so that it never fails by chance.
 * `npm run fuzz` gives another seed each time; with `HOOKFLEET_SEED` one of them is repeated.
 */
fc.configureGlobal({ seed: Number(process.env["HOOKFLEET_SEED"] ?? 20_261_126) });

const usual = 100;
const runsOf: Readonly<Record<string, (runs: number) => number>> = {
  /** While something is being written, a few values say enough. */
  quick: (runs) => Math.min(runs, 3),
  fuzz: (runs) => runs * 3,
};
const runsInMode = runsOf[process.env["MODE"] ?? ""];

if (runsInMode !== undefined)
  vi.doMock("fast-check", async (importOriginal) => {
    const original = await importOriginal<typeof import("fast-check")>();
    const assert = (<Values>(
      property: fc.IRawProperty<Values>,
      parameters?: fc.Parameters<Values>,
    ): void | Promise<void> =>
      original.assert(property, {
        ...parameters,
        numRuns: runsInMode(parameters?.numRuns ?? usual),
      })) as typeof fc.assert;
    return { ...original, assert, default: { ...original.default, assert } };
  });
