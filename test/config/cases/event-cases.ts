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
  { title: "none at all", files: inOrganization("[]"), findings: [] },
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
