import fc from "fast-check";
import type { DesiredScope, DesiredState } from "../../src/model/desired-state.ts";
import {
  type AbsentHook,
  type DesiredHook,
  isAbsent,
  type LiveHook,
} from "../../src/model/hook.ts";
import type { HookUrl } from "../../src/model/hook-url.ts";
import type { LiveState } from "../../src/model/live-state.ts";
import type { DesiredSecret } from "../../src/model/secret-reference.ts";
import type { Switches, SwitchName } from "../../src/simulator/switches.ts";
import { switchDefinitions } from "../../src/simulator/switches.ts";
import {
  absentHook,
  at,
  declaredUrl,
  desiredHook,
  desiredScope,
  desiredState,
  liveHook,
  liveState,
  longAgo,
  managed,
  noSecret,
  scope,
  undeclared,
} from "./build.ts";

const hour = 60 * 60 * 1_000;

/** Few URLs in several spellings, so that hooks meet, collide and follow one another. */
const url = fc.constantFrom(
  "https://a.example.com/hook",
  "https://A.Example.com/hook",
  "https://a.example.com:443/hook",
  "https://a.example.com/other",
  "https://b.example.com/hook",
  "http://b.example.com/hook",
  "https://b.example.com/hook?old",
);

// At least one: whether * overlaps a hook of no events is nobody's knowledge.
const events = fc.oneof(
  {
    weight: 9,
    arbitrary: fc
      .uniqueArray(fc.constantFrom("issues", "push", "star"), { minLength: 1, maxLength: 3 })
      .map((list) => list.toSorted()),
  },
  { weight: 1, arbitrary: fc.constant(["*"]) },
);

const secret: fc.Arbitrary<DesiredSecret> = fc.constantFrom(
  undeclared,
  noSecret,
  managed("plain"),
  managed("other"),
  managed("rotated", longAgo + hour),
);

function overlap(left: readonly string[], right: readonly string[]): boolean {
  return [...left, ...right].includes("*") || left.some((event) => right.includes(event));
}

const anyDesiredHook: fc.Arbitrary<DesiredHook> = fc
  .record({
    url,
    events,
    contentType: fc.constantFrom("json", "form"),
    insecureSsl: fc.constantFrom(false, false, true),
    active: fc.constantFrom(true, true, false),
    secret,
    previousUrls: fc.uniqueArray(url, { maxLength: 2 }),
    position: fc.nat(99).map(at),
  })
  .map((hook) => desiredHook(hook));

/** Leaves out what the configuration's own checks refuse. */
function withoutContradictions(
  hooks: readonly DesiredHook[],
  absent: readonly AbsentHook[],
): readonly DesiredHook[] {
  const kept: DesiredHook[] = [];
  const isGone = (hook: HookUrl): boolean => absent.some((entry) => isAbsent(entry, hook));
  const claimed = new Set<string>();
  for (const hook of hooks) {
    const own = hook.url.normalized();
    const contradicts = kept.some(
      (other) =>
        other.url.normalized() === own &&
        (other.secret !== hook.secret || overlap(other.events, hook.events)),
    );
    const twins = kept.some(
      (other) => other.url.normalized() === own && other.events.join() === hook.events.join(),
    );
    if (contradicts || twins || isGone(hook.url)) continue;
    const previousUrls = hook.previousUrls.filter((previous) => {
      const key = previous.normalized();
      if (key === own || claimed.has(key) || isGone(previous)) return false;
      claimed.add(key);
      return true;
    });
    kept.push({ ...hook, previousUrls });
  }
  const inUse = new Set(kept.map((hook) => hook.url.normalized()));
  return kept.map((hook) => ({
    ...hook,
    previousUrls: hook.previousUrls.filter((previous) => !inUse.has(previous.normalized())),
  }));
}

const anyLiveHook: fc.Arbitrary<LiveHook> = fc
  .record({
    url,
    events,
    name: fc.constantFrom("web", "web", "web", "web", "web", "web", "web", "cli", "travis"),
    contentType: fc.constantFrom("json", "json", "form", "application/json"),
    insecureSsl: fc.constantFrom(false, false, true, "false"),
    active: fc.constantFrom(true, true, false),
    hasSecret: fc.boolean(),
    unknownConfigKeys: fc.constantFrom([], [], ["token"]),
    updatedAt: fc.constantFrom(longAgo, longAgo + 2 * hour),
  })
  .map((hook) => liveHook(hook));

/** Live hooks of one scope as GitHub can hold them: ids apart, nothing doubled byte for byte. */
function withoutDoubles(hooks: readonly LiveHook[]): readonly LiveHook[] {
  const kept: LiveHook[] = [];
  for (const hook of hooks) {
    const doubled = kept.some(
      (other) => other.url.reveal() === hook.url.reveal() && overlap(other.events, hook.events),
    );
    if (!doubled) kept.push({ ...hook, id: kept.length + 1 });
  }
  return kept;
}

const liveHooks = fc.array(anyLiveHook, { maxLength: 5 }).map(withoutDoubles);

/** How a declared hook follows a live one: where it has its URL from and which fields stay. */
const likeness = fc.record({
  which: fc.nat(9),
  link: fc.constantFrom("same", "same", "spelling", "previous"),
  kept: fc.subarray(["events", "events", "contentType", "insecureSsl", "active"] as const),
});

function likeLive(
  hook: DesiredHook,
  live: readonly LiveHook[],
  { which, link, kept }: { which: number; link: string; kept: readonly string[] },
): DesiredHook {
  const base = live[which];
  if (base === undefined || base.name !== "web") return hook;
  const spelling = base.url.normalized().replace("a.example", "A.Example");
  const contentType = base.contentType === "form" ? "form" : "json";
  return {
    ...hook,
    ...(kept.includes("events") ? { events: base.events } : {}),
    ...(kept.includes("contentType") ? { contentType } : {}),
    ...(kept.includes("insecureSsl") ? { insecureSsl: base.insecureSsl === true } : {}),
    ...(kept.includes("active") ? { active: base.active !== false } : {}),
    ...(link === "same" ? { url: declaredUrl(base.url.reveal()) } : {}),
    ...(link === "spelling" ? { url: declaredUrl(spelling) } : {}),
    ...(link === "previous" ? { previousUrls: [declaredUrl(base.url.reveal())] } : {}),
  };
}

const scopeRules = fc.record({
  unmanaged: fc.constantFrom("report", "keep", "delete"),
  undeclaredSecrets: fc.constantFrom("refuse", "keep"),
});

/** One scope as it is wanted and as it is. */
export interface ScopeCase {
  readonly wanted: DesiredScope;
  readonly live: readonly LiveHook[];
}

export function scopeCase(name: string): fc.Arbitrary<ScopeCase> {
  return fc
    .record({
      hooks: fc.array(fc.tuple(anyDesiredHook, likeness), { maxLength: 4 }),
      absent: fc.oneof(
        { weight: 4, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: url.map((gone) => [absentHook(gone)]) },
        {
          weight: 1,
          arbitrary: fc
            .constantFrom("https://b.example.com/**", "**/other", "https://a.example.com/*")
            .map((glob) => [absentHook(glob)]),
        },
      ),
      rules: scopeRules,
      live: liveHooks,
    })
    .map(({ hooks, absent, rules, live }) => ({
      wanted: desiredScope({
        scope: scope(name),
        hooks: withoutContradictions(
          hooks.map(([hook, like]) => likeLive(hook, live, like)),
          absent,
        ),
        absent,
        ...rules,
      }),
      live,
    }));
}

const crowdedUrl = fc.constantFrom(
  "https://a.example.com/hook",
  "https://A.example.com/hook",
  "https://b.example.com/hook",
);
const crowdedEvents = fc
  .uniqueArray(fc.constantFrom("fork", "issues", "push", "star"), { minLength: 1, maxLength: 3 })
  .map((list) => list.toSorted());

/** Everything by which two hooks of one URL can differ, and by which GitHub may compare them. */
const crowdedFacts = {
  url: crowdedUrl,
  events: crowdedEvents,
  contentType: fc.constantFrom("json", "form"),
  insecureSsl: fc.boolean(),
  active: fc.boolean(),
} as const;

/** Some of the URLs, as the place of hooks that move. */
const crowdedMoves = fc.subarray(["https://b.example.com/hook", "https://a.example.com/hook"]);

/**
 * One scope with so many hooks of so few URLs and events that each is in the other's way. Hooks that
 * differ in what GitHub may compare may share events; what GitHub could not hold has to be left out.
 *
 * @param stays whether hooks may stay that are not declared, or whose secrets may not be touched
 */
export function crowdedCase({ stays }: { readonly stays: boolean }): fc.Arbitrary<ScopeCase> {
  const secrets = stays ? fc.constantFrom(undeclared, noSecret, managed()) : fc.constant(managed());
  return fc
    .record({
      hooks: fc.array(fc.record({ ...crowdedFacts, previousUrls: crowdedMoves, secret: secrets }), {
        maxLength: 5,
      }),
      live: fc.array(
        fc.record({
          ...crowdedFacts,
          hasSecret: fc.boolean(),
          name: fc.constantFrom("web", "cli"),
        }),
        { maxLength: 5 },
      ),
      unmanaged: stays
        ? fc.constantFrom("delete", "delete", "report")
        : fc.constant("delete" as const),
      undeclaredSecrets: fc.constantFrom("keep", "refuse"),
    })
    .map(({ hooks, live, ...rules }) => ({
      wanted: desiredScope({
        hooks: withoutContradictions(
          hooks.map((hook) => desiredHook(hook)),
          [],
        ),
        ...rules,
      }),
      live: live.map((hook, index) =>
        liveHook({ ...hook, id: index + 1, name: stays ? hook.name : "web" }),
      ),
    }));
}

/** A fleet as it is wanted and as it is. */
export interface FleetCase {
  readonly desired: DesiredState;
  readonly live: LiveState;
}

export const fleetCase: fc.Arbitrary<FleetCase> = fc
  .record({
    cases: fc.tuple(scopeCase("acme"), scopeCase("acme/api"), scopeCase("acme/web")),
    protect: fc.constantFrom([], [], [], [], ["https://b.example.com/**"], ["**/hook"]),
    ignore: fc.constantFrom([], [], ["http://**"]),
  })
  .map(({ cases, protect, ignore }) => {
    const state = desiredState({ protect, ignore });
    // An ignore rule that hides a declared hook is an error of the configuration.
    const visible = (hook: DesiredHook): boolean =>
      !state.ignore.some((glob) => glob.matches(hook.url.normalized()));
    const scopes = cases.map(({ wanted }) => ({ ...wanted, hooks: wanted.hooks.filter(visible) }));
    return {
      desired: { ...state, scopes },
      live: liveState(cases.map(({ wanted, live }) => [wanted.scope, live] as const)),
    };
  });

/** Every switch with every value; for numbers, small ones beside what is usual. */
export const everySwitch: readonly (readonly [SwitchName, string | number])[] = Object.entries(
  switchDefinitions,
).flatMap(([name, { values, default: usual }]) =>
  (values ?? [usual, 2, 0]).map((value) => [name as SwitchName, value] as const),
);

export const anySwitches: fc.Arbitrary<Partial<Switches>> = fc
  .subarray([...everySwitch], { maxLength: 12 })
  .map((chosen) => Object.fromEntries(chosen) as Partial<Switches>);
