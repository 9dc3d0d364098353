import { expect, test } from "vitest";
import { actionDocument } from "../../src/documents/plan-document.ts";
import { reportDocument } from "../../src/documents/report-document.ts";
import { HookfleetError } from "../../src/model/errors.ts";
import type { ApplyReport } from "../../src/model/outcome.ts";
import { createAction, deleteAction, updateAction } from "../render/hand-made.ts";

const masked = { showUrls: false, apiUrl: "https://api.github.com" };

test("each action as in the plan, then how it ended", () => {
  const error = new HookfleetError("hook-exists", "it exists", { help: "Delete the other." });
  const blocked = updateAction({ blocked: "undeclared-secret" });
  const report: ApplyReport = {
    outcomes: [
      { status: "applied", action: createAction(), hookId: 4711 },
      { status: "failed", action: createAction(), error },
      { status: "not_attempted", action: deleteAction(), reason: "the run was interrupted" },
      { status: "not_attempted", action: blocked, reason: "it is blocked: undeclared-secret" },
    ],
  };
  const document = reportDocument(report, masked);
  const [applied, failed, waiting, stopped] = document.actions;
  expect(document.format).toBe("hookfleet.report/1");
  expect(document.summary).toEqual({ applied: 1, failed: 1, not_attempted: 2 });
  expect(applied).toEqual({
    ...actionDocument(createAction(), masked),
    hook_id: 4711,
    html_url: "https://github.com/acme/api/settings/hooks/4711",
    status: "applied",
    error: null,
  });
  expect(failed).toEqual({
    ...actionDocument(createAction(), masked),
    status: "failed",
    error: { code: "hook-exists", message: "it exists", help: "Delete the other." },
  });
  expect(waiting?.error).toEqual({
    code: "not-attempted",
    message: "the run was interrupted",
    help: null,
  });
  expect(stopped?.error?.code).toBe("undeclared-secret");
  expect(stopped?.error?.help).toContain("undeclared_secrets: keep");
});

test("URLs are masked unless all are to be shown", () => {
  const outcomes = [{ status: "applied", action: deleteAction(), hookId: 9 } as const];
  expect(reportDocument({ outcomes }, masked).actions[0]?.url).toBe("https://old.example.com/***");
  expect(reportDocument({ outcomes }, { ...masked, showUrls: true }).actions[0]?.url).toBe(
    "https://old.example.com/services/T0/B0",
  );
});

test("a rotation that GitHub does not record says so", () => {
  const applied = { status: "applied", action: createAction(), hookId: 9 } as const;
  const outcomes = [applied, { ...applied, isUnrecorded: true } as const];
  const { actions } = reportDocument({ outcomes }, masked);
  expect(actions.map(({ unrecorded }) => unrecorded)).toEqual([undefined, true]);
});
