import { type Case, withHooks } from "./case.ts";

const inOrganization = (events: string): string =>
  withHooks(
    `{ url: "https://a.example.com/", content_type: json, secret: none, events: ${events} }`,
  );
const inRepository = (events: string): string =>
  inOrganization(events).replace(
    "hooks:\n      -",
    "repositories:\n      - name: api\n        hooks:\n         -",
  );

export const eventCases: readonly Case[] = [
  { title: "none at all", files: inOrganization("[]"), findings: ["no-events@5:84"] },
  {
    title: "none at all, in a template and in the defaults",
    files:
      'version: 1\ndefaults: { hook: { events: [] } }\ntemplates:\n  t: { url: "https://a.example.com/", content_type: json, secret: none, events: [] }\norganizations: { acme: { hooks: [{ use: t }, { use: t, events: [push] }] } }\n',
    findings: ["no-events@2:29", "no-events@4:81"],
  },
  {
    title: "none at all, in place of those of a template",
    files:
      'version: 1\ntemplates:\n  t: { url: "https://a.example.com/", content_type: json, secret: none, events: [push] }\norganizations: { acme: { hooks: [{ use: t, events: [] }] } }\n',
    findings: ["no-events@4:52"],
  },
  { title: "the same twice", files: inOrganization("[push, push]"), findings: [] },
  { title: "all of them", files: inOrganization('["*"]'), findings: [] },
  { title: "all of them twice", files: inOrganization('["*", "*"]'), findings: [] },
  {
    title: "all and others",
    files: inOrganization('[push, "*"]'),
    findings: ["redundant-events@5:91"],
  },
  {
    title: "an unknown one",
    files: inOrganization("[pul_request]"),
    findings: ["unknown-event@5:85"],
  },
  { title: "one for organizations", files: inOrganization("[membership]"), findings: [] },
  {
    title: "one for organizations, on a repository",
    files: inRepository("[membership]"),
    findings: ["event-not-offered@7:88"],
  },
  {
    title: "one for workflows",
    files: inOrganization("[workflow_dispatch]"),
    findings: ["event-not-offered@5:85"],
  },
  {
    title: "one for workflows, on a repository",
    files: inRepository("[workflow_dispatch]"),
    findings: ["event-not-offered@7:88"],
  },
  { title: "a word", files: inOrganization("push"), findings: ["wrong-type@5:84"] },
  { title: "numbers", files: inOrganization("[1]"), findings: ["wrong-type@5:85"] },
];
