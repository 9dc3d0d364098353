/**
 * Works through the items in their order, so many at once, and gives the results in that order.
 *
 * @param onDone called after each, in whatever order they end
 */
export async function eachAtOnce<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
  onDone?: (result: Result, done: number) => void,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const rest = items.entries();
  let done = 0;
  const worker = async (): Promise<void> => {
    // Every worker draws from the same iterator, so that no item is taken twice.
    for (const [index, item] of rest) {
      const result = await work(item);
      results[index] = result;
      done += 1;
      onDone?.(result, done);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
}
