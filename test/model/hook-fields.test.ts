import { describe, expect, test } from "vitest";
import { differences } from "../../src/apply/judge-answer.ts";
import { draftScope } from "../../src/config/import/draft-scope.ts";
import { fieldsKey, hookForms } from "../../src/config/import/hook-forms.ts";
import { writeYaml } from "../../src/config/import/write-yaml.ts";
import { explanation } from "../../src/documents/explanation.ts";
import { planDocument } from "../../src/documents/plan-document.ts";
import {
  configBody,
  createBody,
  parseHook,
  updateBody,
} from "../../src/github/operations/hook-json.ts";
import type { HookFields, ShownFields } from "../../src/model/hook.ts";
import {
  compareFields,
  configOf,
  declarableFields,
  fieldsOf,
  type HookField,
  hookFields,
  mapTexts,
} from "../../src/model/hook-fields.ts";
import type { Action } from "../../src/model/plan.ts";
import { diffHook, distance } from "../../src/plan/matching/diff-hook.ts";
import { asIfApplied, effectKey } from "../../src/plan/review/plan-against-base.ts";
import { actionDigest } from "../../src/plan/saved/digest.ts";
import { metaOf } from "../render/meta.ts";
import {
  api,
  declaredUrl,
  desiredHook,
  desiredScope,
  liveHook,
  receiver,
} from "../support/build.ts";
import { planOne, planSingle } from "../support/plan-one.ts";

/** For each field a value that the hooks of the tests do not have. */
const other: HookFields = {
  url: declaredUrl(receiver.replace("https", "HTTPS")),
  events: ["issues", "push"],
  contentType: "form",
  insecureSsl: true,
  active: false,
};

const desired = desiredHook();
const live = liveHook();
const withOther = <Hook extends ShownFields>(hook: Hook, { property }: HookField): Hook => ({
  ...hook,
  [property]: other[property],
});

const ofUpdate = (wanted: typeof desired, seen: typeof live): Action =>
  planSingle({ hooks: [{ ...wanted, events: [...wanted.events, "star"] }], live: [seen] });
const ofCreate = (wanted: typeof desired): Action => planSingle({ hooks: [wanted] });
const ofDelete = (seen: typeof live): Action => planSingle({ live: [seen], unmanaged: "delete" });

test("the table has every field of a hook, each with a place of its own in digests", () => {
  expect(hookFields.map(({ property }) => property)).toEqual(Object.keys(other));
  expect(Object.keys(fieldsOf(live))).toEqual(Object.keys(other));
});

describe.each(hookFields.map((field) => [field.key, field] as const))("%s", (key, field) => {
  const wanted = withOther(desired, field);
  const seen = withOther(live, field);

  test("is compared with what is live, and weighed", () => {
    expect(diffHook(wanted, live)).toEqual([
      { field: key, before: live[field.property], after: other[field.property] },
    ]);
    expect(distance(wanted, live)).toBe(1);
    expect(planOne({ hooks: [wanted], live: [seen] }).actions).toEqual([]);
  });

  test("is part of the digest of a reviewed action, as declared and as seen", () => {
    expect(actionDigest(ofCreate(wanted))).not.toBe(actionDigest(ofCreate(desired)));
    expect(actionDigest(ofUpdate(wanted, live))).not.toBe(actionDigest(ofUpdate(desired, live)));
    expect(actionDigest(ofUpdate(desired, seen))).not.toBe(actionDigest(ofUpdate(desired, live)));
    expect(actionDigest(ofDelete(seen))).not.toBe(actionDigest(ofDelete(live)));
  });

  test("is part of what an action does to GitHub", () => {
    expect(effectKey(ofCreate(wanted))).not.toBe(effectKey(ofCreate(desired)));
    expect(effectKey(ofUpdate(wanted, live))).not.toBe(effectKey(ofUpdate(desired, live)));
  });

  test("is looked at in GitHub's answers, and before a write", () => {
    expect(differences(wanted, live)).toEqual([key]);
    expect(differences(live, seen)).toEqual([key]);
  });

  test("orders declared hooks, and stands in one that is as if applied", () => {
    expect(compareFields(desired, wanted)).not.toBe(0);
    expect(asIfApplied(wanted, 0)).toMatchObject({ [field.property]: other[field.property] });
  });

  test("goes to GitHub and comes back from it", () => {
    const outer = { events: wanted.events, active: wanted.active };
    const { body } = createBody({ ...fieldsOf(wanted), config: configOf(wanted) });
    expect(differences(wanted, parseHook({ id: 1, ...body }, 1))).toEqual([]);
    const sent = field.part === "config" ? configBody(configOf(wanted)) : updateBody(outer);
    expect(Object.keys(sent.body)).toContain(key);
  });

  test("shows no text of GitHub's that was not made safe", () => {
    const odd = parseHook({
      id: 1,
      name: "web",
      [key]: "odd",
      config: { url: receiver, [key]: "odd" },
    });
    const { [field.property]: safe } = mapTexts(odd, () => "safe");
    const isSafe = field.property === "url" || String(safe) === "safe";
    expect(isSafe).toBe(true);
  });

  test("stands in documents, and in the imported file", () => {
    const plan = planOne({ hooks: [wanted] });
    const [action] = planDocument(plan, metaOf(plan)).actions;
    expect(action?.changes.map((change) => change.field)).toContain(key);
    const explained = explanation(desiredScope({ hooks: [wanted] }), { showUrls: true });
    expect(explained.hooks[0]?.values.map((value) => value.field)).toContain(key);

    expect(declarableFields(seen)).toMatchObject({ [field.property]: other[field.property] });
    const formsOf = (hook: typeof live) => {
      const [drafted] = draftScope(api, [hook], () => false, "https://github.com").hooks;
      if (drafted === undefined) throw new Error("no hook was drafted");
      return hookForms(drafted, new Map()).exact;
    };
    expect(fieldsKey(formsOf(seen))).not.toBe(fieldsKey(formsOf(live)));
    const text = writeYaml({
      header: [],
      ignore: [],
      secrets: [],
      templates: [["one", formsOf(seen)]],
      owners: [],
    });
    expect(text).toMatch(new RegExp(`^ +${key}: `, "m"));
  });
});
