import { describe, expect, test } from "vitest";
import { createSecretCanary } from "../../src/apply/secret-canary.ts";
import { GitHubError } from "../../src/model/errors.ts";

type Fate = "lost" | "unknown" | "other";

const failure = (fate: Fate): GitHubError =>
  new GitHubError(`secret-${fate}`, fate, { status: 200 });

/** Work that ends when the test says so. */
function held() {
  let finish: (fate?: Fate) => void = () => undefined;
  let started = false;
  const ended = new Promise<string>((resolve, reject) => {
    finish = (fate) => (fate === undefined ? resolve("done") : reject(failure(fate)));
  });
  return {
    finish: (fate?: Fate) => finish(fate),
    started: () => started,
    work: () => {
      started = true;
      return ended;
    },
  };
}

/** Lets everything that can go on go on. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("the gate before requests that may lose a secret", () => {
  test("lets the first through alone, and the others at once after it", async () => {
    const gate = createSecretCanary();
    const all = [held(), held(), held()];
    const results = all.map(({ work }) => gate.pass(["a"], work));
    await settle();
    expect(all.map(({ started }) => started())).toEqual([true, false, false]);
    all[0]?.finish();
    await results[0];
    const [fourth, fifth] = [held(), held()];
    const late = [fourth, fifth].map(({ work }) => gate.pass(["a"], work));
    await settle();
    expect([fourth.started(), fifth.started()]).toEqual([true, true]);
    for (const { finish } of [...all, fourth, fifth]) finish();
    expect(await Promise.all([...results, ...late])).toEqual(Array(5).fill("done"));
  });

  test("is shut for good by a loss", async () => {
    const gate = createSecretCanary();
    const [first, second] = [held(), held()];
    const results = [first, second].map(({ work }) => gate.pass(["a"], work));
    first.finish("lost");
    await expect(results[0]).rejects.toThrow("lost");
    expect(await results[1]).toBe("closed");
    expect(second.started()).toBe(false);
    expect(await gate.pass(["b"], second.work)).toBe("closed");
  });

  test("is shut by a loss after the first success too", async () => {
    const gate = createSecretCanary();
    await gate.pass(["a"], async () => "done");
    await expect(gate.pass(["a"], () => Promise.reject(failure("lost")))).rejects.toThrow();
    expect(await gate.pass(["a"], async () => "done")).toBe("closed");
  });

  test("takes one kind's success for no other's", async () => {
    const gate = createSecretCanary();
    await gate.pass(["a"], async () => "done");
    const [both, other, known] = [held(), held(), held()];
    const results = [
      gate.pass(["a", "b"], both.work),
      gate.pass(["b"], other.work),
      gate.pass(["a"], known.work),
    ];
    await settle();
    expect([both, other, known].map(({ started }) => started())).toEqual([true, false, true]);
    for (const { finish } of [both, other, known]) finish();
    await Promise.all(results);
  });

  test("stays open, one at a time, after a failure that lost nothing", async () => {
    const gate = createSecretCanary();
    const all = [held(), held(), held()];
    const results = all.map(({ work }) => gate.pass(["a"], work));
    all[0]?.finish("other");
    await expect(results[0]).rejects.toThrow("other");
    await settle();
    expect(all.map(({ started }) => started())).toEqual([true, true, false]);
    for (const { finish } of all) finish();
    expect(await Promise.all(results.slice(1))).toEqual(["done", "done"]);
  });

  test("is shut by what may be a loss, unless that kind has shown itself safe", async () => {
    const unsure = createSecretCanary();
    await expect(unsure.pass(["a"], () => Promise.reject(failure("unknown")))).rejects.toThrow();
    expect(await unsure.pass(["a"], async () => "done")).toBe("closed");

    const sure = createSecretCanary();
    await sure.pass(["a"], async () => "done");
    await expect(sure.pass(["a"], () => Promise.reject(failure("unknown")))).rejects.toThrow();
    expect(await sure.pass(["a"], async () => "done")).toBe("done");
  });
});
