import { expect, test } from "vitest";
import { enterStage } from "../support/run-cli.ts";
import { seedOfMove } from "./support/moving-hook.ts";

/** A hook moves from `acme/api` to the repositories that are deployed, and another one just goes. */
const config = (url: string, selector = 'name: "*", topics: [deployed]') => `version: 1
organizations:
  acme:
    repositories:
      - { name: api, unmanaged: delete, hooks: [] }
      - { ${selector}, hooks: [{ url: ${url}, events: [push], content_type: json, secret: none }] }
`;

const hook = { events: ["push"], content_type: "json" };
const moving = "https://ci.example.com/hook";

type Listed = Readonly<Record<string, unknown>>;

/** A plan of the move is saved; afterwards, GitHub lists each repository as `after` says. */
async function reviewed({
  url = moving,
  live = "https://CI.example.com/hook",
  after = (repository: Listed): Listed => repository,
  environment = {},
} = {}) {
  let isAfter = false;
  const stage = await enterStage({
    files: { "hookfleet.yaml": config(url) },
    environment,
    seed: seedOfMove(live, { topics: ["deployed"] }),
    between: async (request, handle) => {
      const response = await handle(request);
      if (!isAfter || !request.url.includes("/orgs/acme/repos")) return response;
      const listed = (await response.json()) as readonly Listed[];
      return Response.json(listed.map(after), { headers: response.headers });
    },
  });
  expect(await stage.run(["plan", "--out", "plan.json"])).toMatchObject({ code: 0 });
  isAfter = true;
  const apply = async (...more: readonly string[]) => {
    const argv = ["apply", "plan.json", "--auto-approve", "--format", "json", ...more];
    const { code, stdout } = await stage.run(argv);
    const left = stage.simulator.hooks("acme/api").map(({ id }) => id);
    return { code, report: JSON.parse(stdout), left };
  };
  return { ...stage, apply };
}

const held = {
  kind: "delete",
  hook_id: 21,
  status: "not_attempted",
  error: {
    message: "a hook with its URL was to be created or updated in this run, and was not",
  },
};
const gone = { kind: "delete", hook_id: 22, status: "applied" };

/** What a colleague may do on GitHub between the review and the run. */
test.each<[what: string, after: (repository: Listed) => Listed]>([
  ["loses its topic", (repository) => ({ ...repository, topics: [] })],
  ["is archived", (repository) => ({ ...repository, archived: repository["name"] === "web" })],
  [
    "is renamed",
    (repository) => (repository["name"] === "web" ? { ...repository, name: "site" } : repository),
  ],
])("a hook stays whose new home %s after the review", async (_, after) => {
  const { apply, simulator } = await reviewed({ after });
  const { code, report, left } = await apply("--allow-incomplete");
  expect([code, left]).toEqual([1, [21]]);
  expect(report.actions.slice(-2)).toMatchObject([held, gone]);
  expect(simulator.hooks("acme/web")).toEqual([]);
});

test("so does one whose new home the file does not ask for any more", async () => {
  const { apply, write } = await reviewed();
  write("hookfleet.yaml", config("https://ci.example.com/other"));
  expect(await apply()).toMatchObject({ code: 1, left: [21] });
});

test("so does one that is to be in a scope which nobody can read now", async () => {
  const { apply, write, simulator } = await reviewed();
  write("hookfleet.yaml", config("https://ci.example.com/other", "name: web"));
  simulator.addFault({ kind: "status", path: "/repos/acme/web/hooks", status: 404 });
  expect(await apply("--allow-incomplete")).toMatchObject({ code: 1, left: [21] });
});

test("a masked URL of the review counts as every one that looks like it", async () => {
  const url = `${moving}?key=one`;
  const { apply } = await reviewed({
    url,
    live: url,
    after: (repository) => ({ ...repository, topics: [] }),
  });
  expect(await apply()).toMatchObject({ code: 1, left: [21] });
});

test("the URL of a variable could be any, so that every delete waits", async () => {
  const { apply } = await reviewed({
    url: "{ env: MOVING }",
    after: (repository) => ({ ...repository, topics: [] }),
    environment: { MOVING: moving },
  });
  const { code, left } = await apply();
  expect([code, left]).toEqual([1, [21, 22]]);
});

test("it goes where its new home stands already, as after a run that was interrupted", async () => {
  const { apply, simulator } = await reviewed();
  simulator.addHook("acme/web", { url: moving, ...hook });
  const { code, report, left } = await apply();
  // What was reviewed there is not due any more, so the plan is to be made again.
  expect([code, left]).toEqual([1, []]);
  expect(report.actions).toMatchObject([{ ...gone, hook_id: 21 }, gone]);
});

test("nothing is held back where all is as reviewed", async () => {
  const { apply, simulator } = await reviewed();
  expect(await apply()).toMatchObject({ code: 0, left: [] });
  expect(simulator.hooks("acme/web")).toHaveLength(1);
});
