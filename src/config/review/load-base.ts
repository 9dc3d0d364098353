import { join } from "node:path";
import type { Diagnostic, SourcePosition } from "../../model/diagnostic.ts";
import { HookfleetError } from "../../model/errors.ts";
import type { FleetConfig } from "../fleet-config.ts";
import { quotedPath } from "../frames/quoted.ts";
import { loadConfig } from "../load-config.ts";
import { kindOfPath } from "../read.ts";
import { resolveConfig } from "../resolve-config.ts";
import {
  type BasePath,
  type BaseRequest,
  insidePath,
  kindOfBase,
  type LocatedBase,
  locateBase,
  nameInChange,
} from "./locate-base.ts";

/** Where the configuration of a base is, beside that of the change. */
export interface LoadBaseOptions extends BaseRequest {
  /** The policy file of the change. */
  readonly policy?: string | undefined;
  /** The same on the base, where it is not found by itself. */
  readonly basePolicy?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Ends the wait for what a pipe brings. */
  readonly signal?: AbortSignal | undefined;
}

/** The configuration of a base, or why there is none. */
export interface LoadedBase {
  readonly config: FleetConfig | undefined;
  /** Errors where there is no configuration, else warnings that belong into the plan. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The policy of the base, and whether the change has brought the first. */
interface LocatedPolicy {
  readonly path: BasePath | undefined;
  readonly isNew: boolean;
}

async function locatePolicy(
  { policy, basePolicy, cwd }: LoadBaseOptions,
  { checkout }: LocatedBase,
): Promise<LocatedPolicy> {
  if (basePolicy !== undefined) {
    const isEmpty = (await kindOfBase(basePolicy, cwd)) === "empty";
    const path = isEmpty ? undefined : { from: basePolicy, to: policy ?? basePolicy };
    return { path, isNew: isEmpty && policy !== undefined };
  }
  if (policy === undefined) return { path: undefined, isNew: false };
  const inner = insidePath(policy, cwd);
  // What lies outside is no part of the change.
  if (inner === undefined) return { path: { from: policy, to: policy }, isNew: false };
  if (checkout === undefined) {
    throw new HookfleetError(
      "base-policy-needed",
      `what ${quotedPath(policy)} was on the base is not known`,
      {
        help: "Name it with --base-policy, or let --base name a checkout of the whole base branch.",
      },
    );
  }
  const from = join(checkout, inner);
  const kind = await kindOfPath(from, cwd);
  const isThere = kind.fault === undefined && kind.value === "file";
  return { path: isThere ? { from, to: policy } : undefined, isNew: !isThere };
}

const emptyNote: Diagnostic = {
  severity: "warning",
  code: "base-empty",
  message:
    "the base has no configuration: everything counts as asked for by this change, and guards are compared with the built-in ones",
};

const policyNote: Diagnostic = {
  severity: "warning",
  code: "base-without-policy",
  message: "the base has no such policy file, so that its guards are those of its other files",
};

/**
 * Reads the configuration as it is on the base branch. Its files go by the names that they have in
 * the change, so that the same content means the same wherever the base was checked out.
 *
 * @throws HookfleetError `base-missing`, `base-unreadable`, `base-policy-needed`
 */
export async function loadBase(options: LoadBaseOptions): Promise<LoadedBase> {
  const { cwd, now } = options;
  const located = await locateBase(options);
  const policy = await locatePolicy(options, located);
  const notes = policy.isNew ? [policyNote] : [];
  const all = [...located.paths, ...(policy.path === undefined ? [] : [policy.path])];
  if (all.length === 0) {
    const text = "version: 1\n";
    const { config } = await resolveConfig([{ file: "", text, role: "config" }], { now });
    return { config, diagnostics: [emptyNote, ...notes] };
  }
  const originals = new Map<string, string>();
  const { config, diagnostics } = await loadConfig({
    // Without paths, files of the change would be looked for.
    paths: (located.paths.length === 0 ? all : located.paths).map(({ from }) => from),
    policy: policy.path?.from,
    cwd,
    now,
    signal: options.signal,
    nameOf: (shown) => {
      const name = nameInChange(shown, all);
      originals.set(name, shown);
      return name;
    },
  });
  if (config !== undefined) {
    const isEmpty = located.paths.length === 0;
    return { config, diagnostics: [...(isEmpty ? [emptyNote] : []), ...notes] };
  }
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return {
    config: undefined,
    diagnostics: [unreadable, ...errors.map((error) => atOriginal(error, originals))],
  };
}

const unreadable: Diagnostic = {
  severity: "error",
  code: "base-unreadable",
  message: "the configuration of the base has errors, so that nothing can be compared with it",
  help: "Mend it on the base branch, or plan without --base. Say --base /dev/null to compare with nothing.",
};

/** The places of the files that were read, which is where an error is looked for. */
function atOriginal(diagnostic: Diagnostic, originals: ReadonlyMap<string, string>): Diagnostic {
  const original = (place: SourcePosition): SourcePosition => ({
    ...place,
    file: originals.get(place.file) ?? place.file,
  });
  const { position, related } = diagnostic;
  return {
    ...diagnostic,
    position: position && original(position),
    related: related?.map(original),
  };
}
