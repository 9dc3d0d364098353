import { describe, expect, test } from "vitest";
import { applyPlan } from "../../src/apply/apply-plan.ts";
import { type CheckedPlan, type CheckPlanOptions, checkPlan } from "../../src/apply/check-plan.ts";
import { HookfleetError, PlanRefused } from "../../src/model/errors.ts";
import type { Plan } from "../../src/model/plan.ts";
import { Secret } from "../../src/model/secret.ts";
import { savedPlan } from "../render/meta.ts";
import { endings, noDeliveries, secretValue } from "../support/apply-to.ts";
import { api, desiredHook, liveHook, longAgo, managed, receiver } from "../support/build.ts";
import { fakeWriter } from "../support/fake-writer.ts";
import { planCases } from "../support/plan-cases.ts";
import { planOne } from "../support/plan-one.ts";

const options: CheckPlanOptions = {
  deliveries: noDeliveries,
  readSecret: async (source) => new Secret(secretValue(source)),
};

/** Deletes so many hooks of one scope, under a limit of ten. */
function deleting(count: number, over: Parameters<typeof planOne>[0] = {}): Plan {
  const live = Array.from({ length: count }, (_, index) =>
    liveHook({ id: index + 1, url: `${receiver}/${index}` }),
  );
  return planOne({ live, unmanaged: "delete", maxDeletes: 10, ...over });
}

async function refusalOf(plan: Plan, over: Partial<CheckPlanOptions> = {}): Promise<PlanRefused> {
  const error = await checkPlan(plan, { ...options, ...over }).catch((thrown: unknown) => thrown);
  if (error instanceof PlanRefused) return error;
  throw error instanceof Error ? error : new Error("the plan was not refused");
}

const reasonsOf = ({ reasons }: PlanRefused): readonly string[] => reasons.map(({ code }) => code);

describe("a plan is refused", () => {
  test.each<[what: string, plan: Plan, code: string]>([
    ["deletes too much", deleting(15), "too-many-deletes"],
    ["changes too much", deleting(3, { maxChanges: 2 }), "too-many-changes"],
    [
      "asks for more hooks of an event than GitHub takes",
      planOne({
        hooks: [1, 2, 3].map((number) => desiredHook({ url: `${receiver}/${number}` })),
        hooksPerEvent: 2,
      }),
      "event-limit",
    ],
  ])("that %s", async (_, plan, code) => {
    const refused = await refusalOf(plan);
    expect([refused.code, reasonsOf(refused)]).toEqual(["plan-refused", [code]]);
    expect(refused.reasons[0]?.message).not.toBe("");
  });

  test.each<[plan: Plan, code: string]>([
    [deleting(15), "too-many-deletes"],
    [deleting(1, { maxDeletes: Number.NaN }), "too-many-deletes"],
    [
      planOne({
        hooks: [desiredHook()],
        live: [liveHook({ url: `${receiver}/0` })],
        hooksPerEvent: 1,
      }),
      "event-limit",
    ],
    [
      planOne({
        hooks: [desiredHook({ secret: managed("ci", longAgo + 1) })],
        githubTime: longAgo,
      }),
      "rotation-ahead",
    ],
  ])("although its diagnostics do not say so: %#", async (plan, code) => {
    expect(reasonsOf(await refusalOf({ ...plan, diagnostics: [] }))).toEqual([code]);
  });

  test("without the delete that would have made room", async () => {
    const live = [liveHook({ url: `${receiver}/0` })];
    const plan = planOne({ hooks: [desiredHook()], live, hooksPerEvent: 1, unmanaged: "delete" });
    expect((await checkPlan(plan, options)).due).toHaveLength(2);
    const actions = planOne({
      hooks: [desiredHook()],
      live,
      hooksPerEvent: 1,
      unmanaged: "delete",
    }).actions.filter(({ kind }) => kind === "create");
    expect(reasonsOf(await refusalOf({ ...plan, actions }))).toEqual(["event-limit"]);
  });

  test("of which a scope could not be read, unless the rest is asked for", async () => {
    const unreadable = {
      severity: "error",
      code: "not-found",
      scope: "acme/web",
      message: "cannot list the hooks of acme/web",
    } as const;
    const whole = planOne({ hooks: [desiredHook()] });
    const plan = { ...whole, complete: false, diagnostics: [unreadable] };
    const refused = await refusalOf(plan);
    expect([refused.code, reasonsOf(refused)]).toEqual([
      "plan-incomplete",
      ["plan-incomplete", "not-found"],
    ]);
    expect((await checkPlan(plan, { ...options, allowIncomplete: true })).due).toHaveLength(1);
  });

  test("whose secrets are missing: all of them are named, and nothing is deleted", async () => {
    const plan = planOne({
      hooks: ["ci", "audit"].map((name) =>
        desiredHook({ url: `${receiver}/${name}`, secret: managed(name) }),
      ),
      live: [liveHook({ id: 9, url: "https://old.example.com/" })],
      unmanaged: "delete",
    });
    const readSecret = async (): Promise<Secret> => {
      throw new HookfleetError("secret-unset", "The environment variable `X` is not set");
    };
    const refused = await refusalOf(plan, { readSecret });
    expect([refused.code, reasonsOf(refused)]).toEqual([
      "secrets-unavailable",
      ["secret-unset", "secret-unset"],
    ]);
  });

  test("that was reviewed offline, or altered since", async () => {
    const { plan } = planCases({ "acme/a": { hooks: [desiredHook()] } });
    const saved = savedPlan(plan);
    const check = (reviewed: typeof saved) => checkPlan(plan, { ...options, reviewed });
    await expect(check({ ...saved, complete: false })).rejects.toMatchObject({
      code: "plan-altered",
    });
    expect((await check(saved)).due).toHaveLength(1);
  });
});

test("limits do not count what is not in the reviewed plan and so is left alone", async () => {
  const plan = deleting(15);
  const reviewed = savedPlan(deleting(1));
  const { due, left } = await checkPlan(plan, { ...options, reviewed });
  expect([due.length, left.size]).toEqual([0, 15]);
});

describe("nothing is applied but what was checked", () => {
  const plan = planOne({ scope: api, hooks: [desiredHook({ secret: managed() })] });

  test.each<[what: string, forge: (real: CheckedPlan) => unknown]>([
    ["a plan", () => plan],
    ["a copy", (real) => ({ ...real })],
    ["a copy with other actions", (real) => ({ ...real, plan: deleting(15) })],
    ["an heir", (real) => Object.create(real)],
    ["nothing", () => undefined],
  ])("not %s", async (_, forge) => {
    const writer = fakeWriter({});
    const forged = forge(await checkPlan(plan, options)) as CheckedPlan;
    await expect(applyPlan(forged, { hooks: writer })).rejects.toMatchObject({
      code: "plan-unchecked",
    });
    expect(writer.calls).toEqual([]);
  });

  test.each<[what: string, copy: (real: Plan) => unknown]>([
    ["JSON", (real) => JSON.parse(JSON.stringify(real))],
    ["structuredClone", (real) => structuredClone(real)],
    ["a plan document", () => savedPlan],
    ["nothing", () => undefined],
  ])("not one that went through %s, with what to do instead", async (_, copy) => {
    await expect(checkPlan(copy(deleting(1)) as Plan, options)).rejects.toMatchObject({
      code: "not-a-plan",
      help: expect.stringContaining("parsePlanFile"),
    });
  });

  test("which the types say as well", async () => {
    // @ts-expect-error A plan is not a checked one.
    await expect(applyPlan(plan, { hooks: fakeWriter({}) })).rejects.toThrow("checkPlan");
  });

  test("and that once", async () => {
    const writer = fakeWriter({});
    const checked = await checkPlan(plan, options);
    expect(endings((await applyPlan(checked, { hooks: writer })).outcomes)).toEqual(["applied"]);
    const again = applyPlan(checked, { hooks: writer });
    await expect(again).rejects.toMatchObject({ code: "plan-unchecked" });
    expect(writer.calls).toHaveLength(1);
  });

  test("and as it was when it was checked", async () => {
    const actions = [...plan.actions];
    const checked = await checkPlan({ ...plan, actions }, options);
    actions.push(...deleting(15).actions);
    const writer = fakeWriter({});
    expect((await applyPlan(checked, { hooks: writer })).outcomes).toHaveLength(1);
  });

  test("also where actions are added while it is checked", async () => {
    const actions = [...deleting(3).actions];
    const onChecked = async (): Promise<void> => void actions.push(...deleting(15).actions);
    const checked = await checkPlan({ ...plan, actions }, { ...options, onChecked });
    const writer = fakeWriter({});
    expect((await applyPlan(checked, { hooks: writer })).outcomes).toHaveLength(3);
  });

  test("and no action of it can be unblocked", async () => {
    const url = "https://audit.example.com/x";
    const live = [liveHook({ id: 1, url })];
    const blocked = planOne({
      live,
      unmanaged: "delete",
      protect: ["https://audit.example.com/**"],
    });
    const checked = await checkPlan(blocked, options);
    const [action] = checked.plan.actions;
    expect(action?.blocked).toBe("protected");
    expect(() => Object.assign(action ?? {}, { blocked: null })).toThrow(TypeError);
  });
});

test("approval is asked for once the guards hold and every secret is there", async () => {
  const seen: number[] = [];
  const onChecked = async (due: readonly unknown[]): Promise<void> => void seen.push(due.length);
  await refusalOf(deleting(15), { onChecked });
  await checkPlan(deleting(3), { ...options, onChecked, maxWrites: 2 });
  expect(seen).toEqual([2]);
});
