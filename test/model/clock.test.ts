import { expect, test } from "vitest";
import { createNow } from "../../src/model/clock.ts";

const hour = 3_600_000;

/** What a run reads of its two clocks, and the time that it goes by. */
function timesOf(readings: readonly (readonly [wall: number, steady: number])[]): number[] {
  let [wall, steady] = [0, 0];
  const now = createNow(
    () => wall,
    () => steady,
  );
  return readings.map((reading) => {
    [wall, steady] = reading;
    return now();
  });
}

test.each<[what: string, readings: [wall: number, steady: number][], times: number[]]>([
  [
    "goes on",
    [
      [hour, 5],
      [hour + 100, 105],
    ],
    [hour, hour + 100],
  ],
  [
    "set back",
    [
      [hour, 5],
      [100, 105],
      [10_100, 10_105],
    ],
    [hour, hour + 100, hour + 10_100],
  ],
  [
    "set forward",
    [
      [100, 5],
      [hour, 6],
      [hour + 9, 15],
    ],
    [100, hour, hour + 9],
  ],
  [
    "went on while the machine slept",
    [
      [0, 5],
      [2 * hour, 10],
    ],
    [0, 2 * hour],
  ],
  [
    "parts of a millisecond",
    [
      [100, 0.3],
      [100, 0.9],
      [101, 1.2],
    ],
    [100, 100, 101],
  ],
])("a clock that %s", (_, readings, times) => {
  expect(timesOf(readings)).toEqual(times);
});
