/** What a code means: how bad it is, and one sentence for the documentation. */
export interface DiagnosticCodeEntry {
  readonly severity: "error" | "warning";
  readonly sentence: string;
}

const errors = {
  // Finding and reading files
  "file-missing": "There is no such file or folder.",
  "file-unreadable": "The file or folder cannot be read.",
  "file-is-folder": "The default file is a folder; only `-f` takes folders.",
  "file-too-large": "The file is larger than 16 MiB.",
  "folder-empty": "The folder contains no `*.yaml` or `*.yml`.",
  "not-text": "The file is not UTF-8 text.",
  // YAML
  "empty-file": "The file is empty.",
  "yaml-syntax": "The file is not valid YAML.",
  "yaml-version": "A `%YAML` directive asks for another version than 1.2.",
  "yaml-tag": "A tag other than those of the YAML core schema is used.",
  "multiple-documents": "The file contains more than one YAML document.",
  "duplicate-key": "A map has the same key twice.",
  "bad-key": "A key is not a plain scalar.",
  "bad-merge": "The value of `<<` is neither a map nor a list of maps.",
  "unknown-alias": "An alias has no anchor before it, or is inside its own anchor.",
  "too-many-aliases": "Aliases expand more than 100 times.",
  "too-deep": "Maps and lists are nested more than 100 deep.",
  // Schema
  "unknown-key": "The key is unknown there.",
  "missing-key": "A required key is missing.",
  "empty-value": "A key or list item has no value.",
  "wrong-type": "The value has a type that the key does not take.",
  "bad-value": "The value is not one that the key takes.",
  "bad-name": "The name contains characters that it cannot have.",
  "bad-env-name": "The value is not the name of an environment variable.",
  "no-events": "`events` is an empty list, which GitHub would make `[push]`.",
  "unsupported-version": "`version` is not 1.",
  // Several files
  "policy-only": "With `--policy`, this is allowed only in the policy file.",
  "contradicting-value": "Two files, or two spellings of a name, set the same thing differently.",
  "contradicting-owner": "A name is under both `organizations` and `users`.",
  "contradicting-setting": "Entries that select the same repository set something differently.",
  // Secrets
  "unknown-secret": "`secret` is not an entry of `secrets`, `none`, {env} or {file}.",
  "secret-mask": "A string of asterisks, GitHub's mask, is written in place of a secret.",
  "secret-source": "An entry of `secrets` must have either `env` or `file`.",
  "contradicting-secret":
    "Two entries of `secrets` have the same source and different `hosts` or `rotated_at`.",
  "forbidden-env-name": "Variables of GitHub, its CLI and its runners cannot be secrets of hooks.",
  "bad-host": "An entry of `hosts` is not a host or a glob over hosts.",
  "bad-date": "A date is not RFC 3339 with time and zone.",
  "date-in-future": "A date is in the future.",
  "secret-outside-hosts": "A secret is used for a URL outside its `hosts`.",
  // Templates and parameters
  "unknown-template": "`use` names no template.",
  "unknown-parameter": "A placeholder has no value.",
  "unused-parameter": "A value in `with` belongs to no placeholder.",
  "reserved-parameter": "`with` sets `owner` or `repo`, which are always there.",
  // Hooks
  "missing-field": "A hook lacks `url`, `events` or `content_type`.",
  "bad-url": "A URL is one that GitHub refuses or cannot deliver to.",
  "bad-glob": "A glob over URLs can match no URL, or is longer than 2,000 characters.",
  "duplicate-hook": "Two hooks of a scope have the same URL and overlapping events.",
  "contradicting-hook": "Two hooks of a scope have the same URL and different secrets.",
  "previous-url-claimed-twice": "Two hooks of a scope claim the same previous URL.",
  "previous-url-in-use": "A previous URL is the URL of the hook itself or of another of its scope.",
  "ignored-hook": "An ignore rule hides a declared hook.",
  "absent-with-more": "`state: absent` is combined with other keys than `url`.",
  "absent-protected":
    "`state: absent` asks to delete a protected hook, or its glob could match one.",
  "absent-and-present":
    "A scope declares the same URL absent and present, or a glob beside `state: absent` could match it.",
  // Selectors and targets
  "properties-of-user": "A user's repositories have no custom properties.",
  "repositories-unlisted": "The repositories of the owner are not known.",
  "unknown-target": "A target matches nothing in the configuration.",
  // Values at run time
  "url-unset": "The environment variable of a URL is not set.",
  "url-blank": "The environment variable of a URL is empty or blank.",
  "url-invalid": "The environment variable of a URL contains no valid URL.",
  "secret-unset": "The environment variable of a secret is not set.",
  "secret-blank": "A secret is empty or blank.",
  "secret-padded": "A secret has blanks at either end.",
  "secret-byte-order-mark": "A secret begins with a byte order mark.",
  "secret-not-text": "A secret is not UTF-8 text.",
  "secret-file-missing": "The file of a secret does not exist.",
  "secret-file-unreadable": "The file of a secret cannot be read.",
  "secret-file-not-regular": "The file of a secret is a folder, a device or a pipe.",
  "secret-file-too-large": "The file of a secret is larger than 64 KiB.",
} as const;

const warnings = {
  "two-default-files": "Both `hookfleet.yaml` and `hookfleet.yml` exist; the first is read.",
  "unused-secret": "No hook and no template uses the entry of `secrets`.",
  "no-secret": "A hook has no `secret`, so its deliveries may be unsigned.",
  "unused-template": "No hook uses the template.",
  "unknown-event": "GitHub does not document the event.",
  "event-not-offered": "GitHub does not offer the event at that level.",
  "redundant-events": "Other events are listed beside `*`, which means all events.",
  "insecure-url": "A URL begins with `http://`: deliveries are not encrypted.",
  "insecure-ssl": "The receiver's certificate is not verified.",
  "credentials-in-url": "A URL written in the file seems to contain a credential.",
  "local-address": "A URL leads to localhost, a private address or a host without a domain.",
  "long-url": "A URL is longer than 255 characters; GitHub has cut such URLs.",
  "narrow-glob": "A glob over URLs has a host and no path, so that it matches the root path alone.",
  "org-and-repo": "An organization and one of its repositories deliver to the same URL.",
  "repeated-hook":
    "One hook of an organization could replace those of more repositories than `--max-repeats`.",
  "similar-urls":
    "The URLs of two hooks differ only by a trailing slash or the spelling of the host.",
  "name-spelling": "A name is spelled differently than on GitHub, or in two ways.",
  "unused-selector": "A selector matches no repository.",
} as const;

export type DiagnosticCode = keyof typeof errors | keyof typeof warnings;

const entries = (
  severity: DiagnosticCodeEntry["severity"],
  sentences: Readonly<Record<string, string>>,
): readonly (readonly [string, DiagnosticCodeEntry])[] =>
  Object.entries(sentences).map(([code, sentence]) => [code, { severity, sentence }]);

/** Every code that a configuration can give. Codes are stable: people filter on them. */
export const diagnosticCodes: ReadonlyMap<string, DiagnosticCodeEntry> = new Map([
  ...entries("error", errors),
  ...entries("warning", warnings),
]);
