/**
 * Faults that a person could make: `find` stands once in `src`, and becomes `replace`. `tests` are
 * where it should be noticed first.
 */
export const mutants = [
  {
    name: "the digest of a reviewed plan without hasSecret",
    find: "[id, url.reveal(), events, active, contentType, insecureSsl, hasSecret, unknownConfigKeys]",
    replace: "[id, url.reveal(), events, active, contentType, insecureSsl, unknownConfigKeys]",
    tests: ["test/plan/saved"],
  },
  {
    name: "ignore matched against the raw URL",
    find: "ignore.some((glob) => glob.matches(hook.url.normalised()))",
    replace: "ignore.some((glob) => glob.matches(hook.url.reveal()))",
    tests: ["test/plan/guards"],
  },
  {
    name: "superseded only byte for byte",
    find: "successors.get(hook.url.normalised())",
    replace: "successors.get(hook.url.reveal())",
    tests: ["test/plan/matching"],
  },
  {
    name: "an unreadable scope counts as stale",
    find: "if (!planned.has(key) && unreadable.has(key)) continue;",
    replace: "",
    tests: ["test/plan/saved"],
  },
  {
    name: "bad-app-credentials do not end a run",
    find: 'new Set(["bad-credentials", "bad-app-credentials"])',
    replace: 'new Set(["bad-credentials"])',
    tests: ["test/apply"],
  },
  {
    name: "bad-app-credentials do not end a reading",
    find: 'error.code === "bad-credentials" || error.code === "bad-app-credentials"',
    replace: 'error.code === "bad-credentials"',
    tests: ["test/github"],
  },
  {
    name: "a 3xx passes the rotation gate",
    find: "status >= 200 && status < 300",
    replace: "status >= 200 && status < 400",
    tests: ["test/apply"],
  },
  {
    name: "a receiver's 403 is fine",
    find: "refusals: ReadonlySet<number> = new Set([401, 403])",
    replace: "refusals: ReadonlySet<number> = new Set([401])",
    tests: ["test/apply"],
  },
  {
    name: "an earlier 500 loses its doubt",
    find: "return outcome.status < 300 || outcome.status >= 500;",
    replace: "return outcome.status < 300 || outcome.status > 500;",
    tests: ["test/github"],
  },
  {
    name: "a writer trusts the cache",
    find: 'if (request.method !== "GET") cache.distrust();',
    replace: "",
    tests: ["test/github/cache"],
  },
  {
    name: "a failed write does not count as written",
    find: "written ||= !wasNotSent(error);",
    replace: "",
    tests: ["test/apply"],
  },
  {
    name: "hasSecret is not compared when a verdict is confirmed",
    find: "if (now.updatedAt !== before.updatedAt || now.hasSecret !== before.hasSecret)",
    replace: "if (now.updatedAt !== before.updatedAt)",
    tests: ["test/verify"],
  },
  {
    name: "a redirect to another origin is believed",
    find: "target?.origin !== api.origin || ",
    replace: "target === undefined || ",
    tests: ["test/github"],
  },
];
