import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assign } from "../../../src/plan/matching/assign.ts";

type Costs = readonly (readonly (number | undefined)[])[];
type Assignment = readonly (number | undefined)[];

function everyAssignment(rows: number, columns: number): readonly Assignment[] {
  if (rows === 0) return [[]];
  return everyAssignment(rows - 1, columns).flatMap((start) => [
    ...Array.from({ length: columns }, (_, column) => column)
      .filter((column) => !start.includes(column))
      .map((column) => [...start, column]),
    [...start, undefined],
  ]);
}

/** The best of all, by looking at all: most pairs, then least cost, then lowest columns in turn. */
function bruteForce(costs: Costs): Assignment {
  const columns = costs[0]?.length ?? 0;
  const rank = (assignment: Assignment): readonly number[] => [
    assignment.filter((column) => column === undefined).length,
    assignment.reduce<number>(
      (sum, column, row) => sum + (column === undefined ? 0 : (costs[row]?.[column] ?? 0)),
      0,
    ),
    ...assignment.map((column) => column ?? columns),
  ];
  const allowed = everyAssignment(costs.length, columns).filter((assignment) =>
    assignment.every((column, row) => column === undefined || costs[row]?.[column] !== undefined),
  );
  const before = (left: readonly number[], right: readonly number[]): number => {
    const at = left.findIndex((value, index) => value !== right[index]);
    return at === -1 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
  };
  return allowed.toSorted((left, right) => before(rank(left), rank(right)))[0] ?? [];
}

// Few different costs, so that ties are the rule.
const matrix = fc
  .tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 5 }))
  .chain(([rows, columns]) =>
    fc.array(
      fc.array(fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined, freq: 5 }), {
        minLength: columns,
        maxLength: columns,
      }),
      { minLength: rows, maxLength: rows },
    ),
  );

describe("assign", () => {
  test("finds what trying everything finds, ties included", () => {
    fc.assert(
      fc.property(matrix, (costs) => {
        expect(assign(costs)).toEqual(bruteForce(costs));
      }),
      { numRuns: 500 },
    );
  });

  test.each<{ readonly what: string; readonly costs: Costs; readonly expected: Assignment }>([
    { what: "nothing", costs: [], expected: [] },
    { what: "no columns", costs: [[], []], expected: [undefined, undefined] },
    { what: "one pair", costs: [[7]], expected: [0] },
    { what: "a forbidden pair", costs: [[undefined]], expected: [undefined] },
    { what: "equal costs", costs: [[1, 1, 1]], expected: [0] },
    {
      what: "a cheap pair that makes the other dear",
      costs: [
        [0, 1],
        [1, 9],
      ],
      expected: [1, 0],
    },
    {
      what: "more pairs over less cost",
      costs: [
        [0, 90],
        [0, undefined],
      ],
      expected: [1, 0],
    },
    { what: "more rows than columns", costs: [[5], [4], [4]], expected: [undefined, 0, undefined] },
  ])("pairs $what", ({ costs, expected }) => {
    expect(assign(costs)).toEqual(expected);
  });

  test("is exact where tie-breaks would drown in floating point", () => {
    const size = 40;
    const costs = Array.from({ length: size }, () => Array.from({ length: size }, () => 1));
    expect(assign(costs)).toEqual(Array.from({ length: size }, (_, row) => row));
  });
});
