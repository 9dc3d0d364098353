import type { SourcePosition } from "./diagnostic.ts";
import type { LiveHook } from "./hook.ts";
import type { Scope } from "./scope.ts";

/** How bad a finding is, worst first. */
export const severities = ["error", "warning", "note"] as const;
export type Severity = (typeof severities)[number];

export interface FindingRule {
  readonly severity: Severity;
  /** What is true of the hook, as a sentence. */
  readonly sentence: string;
  /** What to do about it. */
  readonly help: string;
}

const rules = {
  "insecure-ssl": {
    severity: "error",
    sentence: "GitHub does not verify the receiver's certificate.",
    help: "Anyone between GitHub and the receiver can read the deliveries. Give the receiver a certificate that can be verified, and enable SSL verification.",
  },
  "insecure-url": {
    severity: "error",
    sentence: "The URL begins with `http://`: deliveries are not encrypted.",
    help: "Anyone on the way can read and change the deliveries. Use `https://`.",
  },
  "no-secret": {
    severity: "warning",
    sentence: "The hook has no secret, so its receiver cannot verify the sender.",
    help: "Set a secret, and let the receiver check `X-Hub-Signature-256`.",
  },
  "credentials-in-url": {
    severity: "warning",
    sentence:
      "The URL seems to contain a credential, which every administrator of the scope can read.",
    help: "Let the receiver check the hook's secret instead. Where the URL itself is the credential, as in chat services, declare it as `url: {env: NAME}`.",
  },
  "organization-and-repository": {
    severity: "warning",
    sentence: "The organization and a repository send the same events to the same URL.",
    help: "Every event arrives twice. Delete one of the two hooks.",
  },
  "duplicate-receiver": {
    severity: "warning",
    sentence: "Another hook of the scope has the same URL.",
    help: "Keep one hook with the events of both.",
  },
  failing: {
    severity: "warning",
    sentence: "The receiver failed at the last delivery.",
    help: "`hookfleet deliveries --failed` lists what was lost. Repair the receiver, or delete the hook.",
  },
  "local-address": {
    severity: "warning",
    sentence: "The URL leads to localhost, a private address or a host without a domain.",
    help: "github.com cannot reach it: use a public address, or delete the hook. A GitHub Enterprise Server may reach it: look whether it should.",
  },
  undeclared: {
    severity: "warning",
    sentence: "The file does not declare the hook.",
    help: "Add it to the file, or delete it.",
  },
  "all-events": {
    severity: "note",
    sentence: "The hook receives all events, also those that GitHub adds later.",
    help: "List the events that the receiver needs.",
  },
  "unknown-event": {
    severity: "note",
    sentence: "GitHub does not document an event of the hook.",
    help: "Remove events that no longer exist.",
  },
  inactive: {
    severity: "note",
    sentence: "The hook is inactive: GitHub delivers nothing.",
    help: "Delete it if nobody needs it.",
  },
  "no-events": {
    severity: "note",
    sentence: "The hook has no events: GitHub delivers nothing but pings.",
    help: "Add the events that the receiver needs, or delete the hook.",
  },
  "legacy-service": {
    severity: "note",
    sentence: "The hook is not a webhook but a legacy service or a forwarder.",
    help: "GitHub has shut down services. Delete the hook if nobody needs it.",
  },
} satisfies Readonly<Record<string, FindingRule>>;

/** Codes are stable: people filter on them. */
export type FindingCode = keyof typeof rules;

/** What an audit can find, worst first. */
export const findingRules: ReadonlyMap<FindingCode, FindingRule> = new Map(
  Object.entries(rules) as readonly (readonly [FindingCode, FindingRule])[],
);

/** Something to know about one hook. */
export interface Finding extends FindingRule {
  readonly code: FindingCode;
  /** In place of the sentence, where this hook has more to it. Raw. */
  readonly detail?: string;
}

export interface AuditedHook {
  readonly scope: Scope;
  readonly live: LiveHook;
  /** Whether the file declares it; null where there is no file. */
  readonly declared: boolean | null;
  /** Where it declares it. */
  readonly position: SourcePosition | undefined;
  /** Worst first. */
  readonly findings: readonly Finding[];
}

/** What is there, and what is wrong with it. */
export interface Audit {
  /** How many scopes were read. */
  readonly scopes: number;
  /** By scope, then by id. */
  readonly hooks: readonly AuditedHook[];
}

/** What a reader is told of a finding: a sentence. Raw. */
export function findingMessage({ sentence, detail }: Finding): string {
  return detail ?? sentence;
}

/** The worst of what was found; undefined where nothing was. */
export function worstOf(findings: readonly Finding[]): Severity | undefined {
  return severities.find((severity) => findings.some((finding) => finding.severity === severity));
}
