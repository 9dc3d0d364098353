import type { SwitchName } from "../../src/simulator/switches.ts";
import { type SwitchCase, secretOf, url } from "./switch-case.ts";
import { hook, hooks } from "./talk.ts";

const json = { url, content_type: "json" };
const before = "2024-05-01T12:00:00Z";
const now = "2026-05-01T10:00:00Z";

/** What becomes of a hook that is written to. */
export const writeCases: Partial<Record<SwitchName, SwitchCase>> = {
  secretOnPatchWithoutConfig: {
    observe: async (talk) => {
      const { body } = await talk.call("PATCH", hook, { events: ["push", "issues"], active: true });
      return [secretOf(talk), body.config.secret];
    },
    expected: { keep: ["s2", "********"], drop: [undefined, undefined] },
  },
  secretOnConfigPatch: {
    observe: async (talk) => {
      const { body } = await talk.call("PATCH", `${hook}/config`, { content_type: "form" });
      return [secretOf(talk), body.secret, body.content_type];
    },
    expected: { keep: ["s2", "********", "form"], drop: [undefined, undefined, "form"] },
  },
  maskEcho: {
    observe: async (talk) => {
      await talk.call("PATCH", hook, { config: { ...json, secret: "********" } });
      return secretOf(talk);
    },
    expected: { literal: "********", keep: "s2" },
  },
  emptySecret: {
    observe: async (talk) => {
      const { body } = await talk.call("PATCH", `${hook}/config`, { secret: "" });
      return [secretOf(talk), body.secret];
    },
    expected: { clear: [undefined, undefined], ignore: ["s2", "********"], store: ["", ""] },
  },
  configOnPatch: {
    observe: async (talk) => {
      const { body } = await talk.call("PATCH", hook, { config: { url } });
      return [secretOf(talk), body.config.content_type];
    },
    expected: { replace: [undefined, "form"], merge: ["s2", "json"] },
  },
  urlOmittedOnPatch: {
    observe: async (talk) => {
      const { status, body } = await talk.call("PATCH", hook, { config: { content_type: "json" } });
      return [status, body.config?.url];
    },
    expected: { keep: [200, url], "422": [422, undefined] },
  },
  contentTypeOnPatch: {
    observe: async (talk) =>
      (await talk.call("PATCH", hook, { config: { url } })).body.config.content_type,
    expected: { form: "form", keep: "json" },
  },
  longUrls: {
    observe: async (talk) => {
      const config = { url: `https://b.example.com/${"x".repeat(300)}` };
      return (await talk.call("POST", hooks, { config })).body.config.url?.length;
    },
    expected: { cut: 255, store: 322 },
  },
  unknownConfigKeys: {
    observe: async (talk) => {
      const config = { url: "https://b.example.com/", room: "7" };
      const { status, body } = await talk.call("POST", hooks, { config });
      return [status, body.config?.room];
    },
    expected: { "422": [422, undefined], drop: [201, undefined], store: [201, "7"] },
  },
  legacyConfig: {
    observe: async (talk) =>
      (await talk.call("POST", hooks, { config: { url: "https://b.example.com/" } })).body.config,
    expected: {
      filled: { url: "https://b.example.com/", insecure_ssl: "0", content_type: "form" },
      insecure_ssl: { url: "https://b.example.com/", insecure_ssl: "0" },
      "as-sent": { url: "https://b.example.com/" },
      "blank-secret": {
        url: "https://b.example.com/",
        insecure_ssl: "0",
        content_type: "form",
        secret: "",
      },
    },
  },
  patchOmittedEvents: {
    observe: async (talk) => {
      await talk.call("PATCH", hook, { events: ["issues"] });
      return (await talk.call("PATCH", hook, { active: true })).body.events;
    },
    expected: { keep: ["issues"], reset: ["push"] },
  },
  patchOmittedActive: {
    observe: async (talk) => {
      await talk.call("PATCH", hook, { active: false });
      return (await talk.call("PATCH", hook, { events: ["push"] })).body.active;
    },
    expected: { keep: false, reset: true },
  },
  patchTouchesUpdatedAt: {
    observe: async (talk) =>
      (await talk.call("PATCH", hook, { events: ["issues"] })).body.updated_at,
    expected: { yes: now, no: before },
  },
  configPatchTouchesUpdatedAt: {
    observe: async (talk) => {
      await talk.call("PATCH", `${hook}/config`, { secret: "s9" });
      return (await talk.call("GET", hook)).body.updated_at;
    },
    expected: { yes: now, no: before },
  },
  unchangedPatchTouchesUpdatedAt: {
    observe: async (talk) =>
      (await talk.call("PATCH", hook, { events: ["push"], active: true })).body.updated_at,
    expected: { yes: now, no: before },
  },
  deleteAnswer: {
    observe: async (talk) => {
      const { status } = await talk.call("DELETE", hook);
      return [status, talk.simulator.hooks("acme/api").length];
    },
    expected: { "204": [204, 0], "404-deleted": [404, 0], "404-kept": [404, 1] },
  },
};
