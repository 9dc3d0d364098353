/**
 * Pairs rows with columns so that as many rows as possible are paired and the costs add up to the
 * least; among equals, the first row gets the lowest column it can have, then the second, and so on.
 *
 * The Hungarian algorithm over exact integers: the tie-break is part of the cost (the column's
 * number as a digit of a long number, the first row's digit weighing most), so that the answer never
 * depends on the order in which the algorithm looks at things.
 *
 * @param costs one array per row, `undefined` where the pair is not allowed
 * @returns for each row its column, or undefined
 */
export function assign(
  costs: readonly (readonly (number | undefined)[])[],
): readonly (number | undefined)[] {
  const rows = costs.length;
  const columns = costs[0]?.length ?? 0;
  if (rows === 0 || columns === 0) return costs.map(() => undefined);
  // Nearly always there is no choice.
  if (rows === 1 && columns === 1) return [costs[0]?.[0] === undefined ? undefined : 0];
  const width = columns + rows;
  const base = BigInt(width + 1);
  const unit = base ** BigInt(rows);
  const total = costs.flat().reduce<number>((sum, cost) => sum + (cost ?? 0), 0);
  const unpaired = BigInt(total + 1) * unit;
  const cell = (row: number, column: number): bigint => {
    const tie = BigInt(Math.min(column, columns)) * base ** BigInt(rows - 1 - row);
    if (column >= columns) return unpaired + tie;
    const cost = costs[row]?.[column];
    return cost === undefined ? unpaired * BigInt(rows + 2) : BigInt(cost) * unit + tie;
  };
  const owners = hungarian(rows, width, cell);
  return costs.map((_, row) => {
    const column = owners.indexOf(row);
    return column === -1 || column >= columns ? undefined : column;
  });
}

/** The row that each column goes to (-1 = none), for a matrix with at least as many columns as rows. */
function hungarian(rows: number, columns: number, cell: (row: number, column: number) => bigint) {
  const rowPotential: bigint[] = Array.from({ length: rows }, () => 0n);
  const columnPotential: bigint[] = Array.from({ length: columns + 1 }, () => 0n);
  // The last slot is an artificial column from which each row in turn starts its search.
  const owner: number[] = Array.from({ length: columns + 1 }, () => -1);
  for (let row = 0; row < rows; row += 1) {
    owner[columns] = row;
    let current = columns;
    const slack: (bigint | undefined)[] = Array.from({ length: columns }, () => undefined);
    const previous: number[] = Array.from({ length: columns }, () => columns);
    const visited = new Set<number>();
    while ((owner[current] ?? -1) !== -1) {
      visited.add(current);
      const from = owner[current] ?? 0;
      let delta: bigint | undefined;
      let next = current;
      for (let column = 0; column < columns; column += 1) {
        if (visited.has(column)) continue;
        const reduced =
          cell(from, column) - (rowPotential[from] ?? 0n) - (columnPotential[column] ?? 0n);
        const known = slack[column];
        if (known === undefined || reduced < known) {
          slack[column] = reduced;
          previous[column] = current;
        }
        const best = slack[column] ?? 0n;
        if (delta === undefined || best < delta) {
          delta = best;
          next = column;
        }
      }
      const step = delta ?? 0n;
      for (const column of visited) {
        const held = owner[column] ?? 0;
        rowPotential[held] = (rowPotential[held] ?? 0n) + step;
        columnPotential[column] = (columnPotential[column] ?? 0n) - step;
      }
      for (let column = 0; column < columns; column += 1) {
        const known = slack[column];
        if (!visited.has(column) && known !== undefined) slack[column] = known - step;
      }
      current = next;
    }
    while (current !== columns) {
      const before = previous[current] ?? columns;
      owner[current] = owner[before] ?? -1;
      current = before;
    }
  }
  return owner.slice(0, columns);
}
