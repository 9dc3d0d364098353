import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { isCredentialUrl } from "../../../src/config/import/hook-forms.ts";
import { importConfig } from "../../../src/config/import/import-config.ts";
import { hasErrors } from "../../../src/model/diagnostic.ts";
import { scopeName } from "../../../src/model/scope.ts";
import { type LiveFleet, liveFleet } from "./support/arbitrary-live.ts";
import { type ImportRun, importAndPlan, planOf } from "./support/import-and-plan.ts";

/** `scope #id` of the notes that say something. */
function noted(notes: readonly string[], words: RegExp): readonly string[] {
  return notes
    .filter((note) => words.test(note))
    .map((note) => note.replace(/^(\S+): (#\d+) [\s\S]*$/, "$1 $2"))
    .toSorted();
}

/** A fleet with what was imported of it, and a plan of that. */
type Case = LiveFleet & ImportRun;

function expectNothingButNoted({ live, imported, diagnostics, state, plan }: Case): void {
  expect(hasErrors(diagnostics)).toBe(false);
  expect(state.unreadable).toEqual([]);
  expect(plan.diagnostics).toEqual([]);
  const patched = [...new Set(noted(imported.notes, /the plan will set that/))];
  const actions = plan.actions.map((action) => {
    if (action.kind !== "config-patch") return action.kind;
    for (const { field } of action.changes)
      expect(["content_type", "insecure_ssl"]).toContain(field);
    expect(action.blocked).toBeNull();
    return `${scopeName(action.scope)} #${action.live.id}`;
  });
  expect(actions.toSorted()).toEqual(patched);
  const unmanaged = plan.unmanaged.map((ref) => `${scopeName(ref.scope)} #${ref.hookId}`);
  expect(unmanaged.toSorted()).toEqual(noted(imported.notes, /stays unmanaged$/));
  const all = live.flatMap(({ hooks }) => hooks).length;
  expect(plan.unchanged.length + plan.actions.length).toBe(imported.hooks);
  expect(imported.hooks + imported.skipped).toBe(all);
}

/** Every secret has a reference, but for those that the notes name. */
function expectReferences({ live, imported, plan }: Case): void {
  const exceptions = imported.notes
    .filter((note) => note.includes("is not managed here"))
    .flatMap((note) => note.replace(/ is not managed.*/, "").match(/#\d+/g) ?? []);
  const declared = [
    ...plan.unchanged.map((ref) => `${scopeName(ref.scope)} #${ref.hookId}`),
    ...plan.actions.flatMap((action) =>
      action.kind === "config-patch" ? `${scopeName(action.scope)} #${action.live.id}` : [],
    ),
  ];
  const signed = live.flatMap(({ scope, hooks }) =>
    hooks
      .filter(({ id, hasSecret }) => hasSecret && declared.includes(`${scopeName(scope)} #${id}`))
      .map(({ id }) => `${scopeName(scope)} #${id}`),
  );
  const referred = imported.secrets.flatMap(({ usedBy }) => usedBy);
  expect(referred.length).toBe(signed.length - exceptions.length);
  expect(signed).toEqual(expect.arrayContaining([...referred]));
  expect(plan.assumed).toBe(referred.length);
  const variables = [...imported.secrets, ...imported.urls].map(({ variable }) => variable);
  expect(new Set(variables).size).toBe(variables.length);
}

function expectNoCredential({ live, tokens, imported }: Case): void {
  const everything = JSON.stringify(imported).toLowerCase();
  for (const token of tokens) expect(everything).not.toContain(token.toLowerCase());
  for (const { hooks } of live)
    for (const { url } of hooks) {
      if (!URL.canParse(url.reveal()) || !isCredentialUrl(url)) continue;
      expect(imported.text).not.toContain(url.reveal());
    }
}

/** No two entries are alike, and no hook of two scopes is written out. */
function expectNoRepeats({ imported: { text } }: Case): void {
  const file = parse(text) as Written;
  const owners = Object.values({ ...file.organizations, ...file.users });
  for (const { repositories = [] } of owners) {
    const sets = repositories.map(({ hooks }) => JSON.stringify(hooks));
    expect(new Set(sets).size).toBe(sets.length);
  }
  const templates = Object.values(file.templates ?? {}).map((one) => JSON.stringify(one));
  expect(new Set(templates).size).toBe(templates.length);
  const sets = owners.flatMap(({ hooks = [], repositories = [] }) => [
    hooks,
    ...repositories.map((entry) => entry.hooks),
  ]);
  const whole = sets.flat().filter((hook) => !("use" in hook));
  const keys = whole.map((hook) => JSON.stringify(hook));
  expect(new Set(keys).size).toBe(keys.length);
  for (const key of keys) expect(templates).not.toContain(key);
  const urls = sets.flatMap((hooks) => {
    const own = hooks.filter((hook) => !("use" in hook));
    return [...new Set(own.map(({ url }) => JSON.stringify(url)))];
  });
  expect(new Set(urls).size).toBe(urls.length);
}

/** Nothing in it could deceive a reader or end a comment. */
function expectHonest({ imported: { text } }: Case): void {
  expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
  expect(text).not.toMatch(/^\s*(?:- )?(?:injected|y|c)\s*:/m);
}

const runs = { numRuns: 200 };

describe("an imported configuration", () => {
  test("is valid, refers to every secret, holds no credential, repeats nothing, deceives nobody", async () => {
    await fc.assert(
      fc.asyncProperty(liveFleet, async (fleet) => {
        const found = { ...fleet, ...(await importAndPlan(fleet.live, fleet.users)) };
        expectNothingButNoted(found);
        expectReferences(found);
        expectNoCredential(found);
        expectNoRepeats(found);
        expectHonest(found);
      }),
      runs,
    );
  });

  test("can be read beside another of other scopes, and a plan finds nothing more", async () => {
    await fc.assert(
      fc.asyncProperty(liveFleet, fc.array(fc.boolean()), async ({ live, users }, sides) => {
        const owners = { userOwners: new Set(users) };
        const side = (is: boolean) => live.filter((_, index) => (sides[index] ?? false) === is);
        const first = await importConfig(side(true), owners);
        const second = await importConfig(side(false), owners);
        const whole = await importAndPlan(live, users);
        const { plan, diagnostics } = planOf([first, second], live);
        expect(hasErrors(diagnostics)).toBe(false);
        expect(plan.diagnostics).toEqual([]);
        expect(plan.actions.length).toBe(whole.plan.actions.length);
        expect(plan.unchanged.length).toBe(whole.plan.unchanged.length);
        expect(plan.unmanaged.length).toBe(whole.plan.unmanaged.length);
      }),
      { numRuns: 100 },
    );
  });

  test("is the same for the same hooks in any order", async () => {
    await fc.assert(
      fc.asyncProperty(liveFleet, fc.nat(100), async ({ live, users }, turn) => {
        const options = { userOwners: new Set(users) };
        const turned = [...live.slice(turn % 7), ...live.slice(0, turn % 7)].toReversed();
        const shuffled = turned.map(({ scope, hooks }) => ({
          scope,
          hooks: hooks.toReversed().map((hook) => ({
            ...hook,
            events: hook.events.toReversed(),
          })),
        }));
        expect(await importConfig(shuffled, options)).toEqual(await importConfig(live, options));
      }),
      runs,
    );
  });
});

interface Written {
  readonly templates?: Readonly<Record<string, object>>;
  readonly organizations?: Readonly<Record<string, WrittenOwner>>;
  readonly users?: Readonly<Record<string, WrittenOwner>>;
}

interface WrittenOwner {
  readonly hooks?: readonly WrittenHook[];
  readonly repositories?: readonly { readonly hooks: readonly WrittenHook[] }[];
}

interface WrittenHook {
  readonly use?: string;
  readonly url?: unknown;
}
