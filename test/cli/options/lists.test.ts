import { expect, test } from "vitest";
import type { Io } from "../../../src/cli/io.ts";
import { createProgram } from "../../../src/cli/program.ts";
import { openSession } from "../../../src/cli/session.ts";

const io = {
  stdout: { write: () => {} },
  stderr: { write: () => {} },
  environment: {},
  status: { isLive: false },
} as unknown as Io;

test("options that collect values are lists in every command", () => {
  const { commands } = createProgram(
    io,
    () => {},
    async () => 0,
  );
  const repeatable = commands.flatMap(({ options }) =>
    options
      .filter(({ defaultValue }) => Array.isArray(defaultValue))
      .map((option) => option.attributeName()),
  );
  const { options } = openSession({}, io);
  // Files of results belong to those commands alone that declare them.
  const names = new Set(repeatable.filter((name) => name !== "out"));
  expect(Object.keys(options).toSorted()).toEqual([...names].toSorted());
  expect(new Set(Object.values(options).map(String))).toEqual(new Set([""]));
});
