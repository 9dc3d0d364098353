import { Readable, Writable } from "node:stream";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ProcessIo } from "../../src/cli/io.ts";
import { clipLine, withStatusLine } from "../../src/cli/status-line.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** What a person sees: `\r` and the escape that wipes a line are carried out. */
function seen(printed: string): readonly string[] {
  return printed.split("\n").map((line) => line.split("\r\u001b[2K").at(-1) ?? "");
}

function open({ isTTY = true, columns = 60, TERM = "xterm" } = {}) {
  const controller = new AbortController();
  let printed = "";
  const stream = {
    stream: new Writable(),
    write: (text: string): void => {
      printed += text;
    },
    isTTY,
    columns,
  };
  const io: ProcessIo = {
    stdin: { stream: Readable.from([]), isTTY },
    stdout: stream,
    stderr: stream,
    environment: { TERM },
    cwd: "/",
    now: () => Date.now(),
    sleep: async () => {},
    interrupted: controller.signal,
  };
  const countdown = (until: number, name = "acme") => ({
    until,
    render: (now: number): string => `${name} ${(until - now) / 1_000}`,
  });
  return {
    ...withStatusLine(io),
    countdown,
    screen: () => seen(printed),
    printed: () => printed,
    interrupt: () => controller.abort(),
  };
}

test("a countdown ticks every second, and is gone when it is over", () => {
  const { status, countdown, screen } = open();
  status.countDown(countdown(3_000));
  const shown = [screen()];
  for (let second = 1; second <= 4; second += 1) {
    vi.advanceTimersByTime(1_000);
    shown.push(screen());
  }
  expect(shown).toEqual([["acme 3"], ["acme 2"], ["acme 1"], [""], [""]]);
  expect(vi.getTimerCount()).toBe(0);
});

test("of several waits the one that ends last is shown, beside what is being done", () => {
  const { status, countdown, screen } = open();
  status.progress("Reading 1 of 9");
  status.countDown(countdown(5_000, "acme"));
  status.countDown(countdown(9_000, "umbrella"));
  status.countDown(countdown(7_000, "octocat"));
  expect(screen()).toEqual(["umbrella 9 · Reading 1 of 9"]);
  vi.advanceTimersByTime(9_000);
  expect(screen()).toEqual(["Reading 1 of 9"]);
  status.progress(undefined);
  expect(screen()).toEqual([""]);
  expect(vi.getTimerCount()).toBe(0);
});

test("what is printed stands above it, whichever stream it is for", () => {
  const { status, stdout, stderr, screen } = open();
  status.progress("Reading");
  stdout.write("one\n");
  stderr.write("two\nthree\n");
  expect(screen()).toEqual(["one", "two", "three", "Reading"]);
  status.end();
  expect(screen()).toEqual(["one", "two", "three", ""]);
});

test("a line that somebody has begun is not disturbed", () => {
  const { status, stderr, screen } = open();
  status.progress("Reading");
  stderr.write("Carry out? ");
  vi.advanceTimersByTime(2_000);
  expect(screen()).toEqual(["Carry out? "]);
  stderr.write("\n");
  expect(screen()).toEqual(["Carry out? ", "Reading"]);
});

test("progress is drawn as often as anybody can read, and the last of it within a second", () => {
  const { status, screen, printed } = open();
  for (let index = 0; index < 1_000; index += 1) status.progress(`Reading ${index}`);
  expect(printed().length).toBeLessThan(100);
  vi.advanceTimersByTime(1_000);
  expect(screen()).toEqual(["Reading 999"]);
});

test("an interrupt ends countdowns, and leaves what is being done", () => {
  const { status, countdown, screen, interrupt } = open();
  status.progress("Writing");
  status.countDown(countdown(5_000));
  interrupt();
  expect(screen()).toEqual(["Writing"]);
  status.countDown(countdown(6_000));
  expect(screen()).toEqual(["Writing"]);
});

test.each([{ isTTY: false }, { TERM: "dumb" }])("there is none with %j", (options) => {
  const { status, countdown, printed } = open(options);
  expect(status.isLive).toBe(false);
  status.progress("Reading");
  status.countDown(countdown(5_000));
  status.end();
  expect(printed()).toBe("");
});

test.each([
  ["short", 20, "short"],
  ["exactly nineteen ch", 20, "exactly nineteen ch"],
  ["exactly twenty chars", 20, "exactly twenty cha…"],
  ["a\u001b[2Kb\u202ec\n", 20, "a?[2Kb?c?"],
  ["x", 1, "x"],
])("%j in %i columns", (text, columns, shown) => {
  expect(clipLine(text, columns)).toBe(shown);
});
