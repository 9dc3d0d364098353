import { describe, expect, test } from "vitest";
import { createSecretCanary, type SecretFate } from "../../src/apply/secret-canary.ts";

class Failure extends Error {
  readonly kind: SecretFate;
  constructor(kind: SecretFate) {
    super(kind);
    this.kind = kind;
  }
}

const judge = (error: unknown): SecretFate => (error instanceof Failure ? error.kind : "other");

/** Work that ends when the test says so. */
function held() {
  let finish: (failure?: SecretFate) => void = () => undefined;
  let started = false;
  const ended = new Promise<string>((resolve, reject) => {
    finish = (failure) => (failure === undefined ? resolve("done") : reject(new Failure(failure)));
  });
  return {
    finish: (failure?: SecretFate) => finish(failure),
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
    const results = all.map(({ work }) => gate.pass(["a"], work, judge));
    await settle();
    expect(all.map(({ started }) => started())).toEqual([true, false, false]);
    all[0]?.finish();
    await results[0];
    const [fourth, fifth] = [held(), held()];
    const late = [fourth, fifth].map(({ work }) => gate.pass(["a"], work, judge));
    await settle();
    expect([fourth.started(), fifth.started()]).toEqual([true, true]);
    for (const { finish } of [...all, fourth, fifth]) finish();
    expect(await Promise.all([...results, ...late])).toEqual(Array(5).fill("done"));
  });

  test("is shut for good by a loss", async () => {
    const gate = createSecretCanary();
    const [first, second] = [held(), held()];
    const results = [first, second].map(({ work }) => gate.pass(["a"], work, judge));
    first.finish("lost");
    await expect(results[0]).rejects.toThrow("lost");
    expect(await results[1]).toBe("closed");
    expect(second.started()).toBe(false);
    expect(await gate.pass(["b"], second.work, judge)).toBe("closed");
  });

  test("is shut by a loss after the first success too", async () => {
    const gate = createSecretCanary();
    await gate.pass(["a"], async () => "done", judge);
    await expect(
      gate.pass(["a"], () => Promise.reject(new Failure("lost")), judge),
    ).rejects.toThrow();
    expect(await gate.pass(["a"], async () => "done", judge)).toBe("closed");
  });

  test("takes one kind's success for no other's", async () => {
    const gate = createSecretCanary();
    await gate.pass(["a"], async () => "done", judge);
    const [both, other, known] = [held(), held(), held()];
    const results = [
      gate.pass(["a", "b"], both.work, judge),
      gate.pass(["b"], other.work, judge),
      gate.pass(["a"], known.work, judge),
    ];
    await settle();
    expect([both, other, known].map(({ started }) => started())).toEqual([true, false, true]);
    for (const { finish } of [both, other, known]) finish();
    await Promise.all(results);
  });

  test("stays open, one at a time, after a failure that lost nothing", async () => {
    const gate = createSecretCanary();
    const all = [held(), held(), held()];
    const results = all.map(({ work }) => gate.pass(["a"], work, judge));
    all[0]?.finish("other");
    await expect(results[0]).rejects.toThrow("other");
    await settle();
    expect(all.map(({ started }) => started())).toEqual([true, true, false]);
    for (const { finish } of all) finish();
    expect(await Promise.all(results.slice(1))).toEqual(["done", "done"]);
  });

  test("is shut by what may be a loss, unless that kind has shown itself safe", async () => {
    const unsure = createSecretCanary();
    await expect(
      unsure.pass(["a"], () => Promise.reject(new Failure("unknown")), judge),
    ).rejects.toThrow();
    expect(await unsure.pass(["a"], async () => "done", judge)).toBe("closed");

    const sure = createSecretCanary();
    await sure.pass(["a"], async () => "done", judge);
    await expect(
      sure.pass(["a"], () => Promise.reject(new Failure("unknown")), judge),
    ).rejects.toThrow();
    expect(await sure.pass(["a"], async () => "done", judge)).toBe("done");
  });
});
