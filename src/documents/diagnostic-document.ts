import { compareStrings } from "../model/compare-strings.ts";
import { type Diagnostic, errorsOf } from "../model/diagnostic.ts";
import { joinWords, someOf } from "../model/format.ts";
import { groupBy } from "../model/group-by.ts";
import { type DiagnosticDocument, reviewCodes } from "../model/plan-document.ts";
import { compareScopeNames } from "../model/scope.ts";

/** An order for lists of diagnostics that does not depend on the order they were found in. */
export function compareDiagnostics(left: Diagnostic, right: Diagnostic): number {
  return (
    compareScopeNames(left.scope ?? "", right.scope ?? "") ||
    compareStrings(left.position?.file ?? "", right.position?.file ?? "") ||
    (left.position?.line ?? 0) - (right.position?.line ?? 0) ||
    (left.position?.column ?? 0) - (right.position?.column ?? 0) ||
    compareStrings(left.severity, right.severity) ||
    compareStrings(left.code, right.code) ||
    compareStrings(left.message, right.message)
  );
}

export interface DiagnosticCounts {
  readonly errors: number;
  readonly warnings: number;
}

export function countDiagnostics(diagnostics: readonly Diagnostic[]): DiagnosticCounts {
  const errors = errorsOf(diagnostics).length;
  return { errors, warnings: diagnostics.length - errors };
}

export function diagnosticDocument(diagnostic: Diagnostic): DiagnosticDocument {
  const { severity, code, message, help, scope, scopes, position, related = [] } = diagnostic;
  return {
    severity,
    code,
    message,
    ...(help === undefined ? {} : { help }),
    ...(scope === undefined ? {} : { scope }),
    ...(scopes === undefined ? {} : { scopes }),
    ...(position === undefined ? {} : { source: position }),
    ...(related.length === 0 ? {} : { related }),
  };
}

/** One that was saved, as it was when it was found. */
export function diagnosticOf({ source, ...diagnostic }: DiagnosticDocument): Diagnostic {
  return { ...diagnostic, position: source };
}

/** Warnings of harm that nobody can take back, or of guards that are no longer there. */
const damaging: ReadonlySet<string> = new Set([
  "guard-lowered",
  "hook-abandoned",
  "secret-exchanged",
  "secret-removed",
  "undeclared-secret-kept",
  "verification-off",
]);

/** Whether it stops a run, or warns of damage. */
export function isCaution({ severity, code }: Diagnostic): boolean {
  return severity === "error" || damaging.has(code);
}

/** So many of one kind are told one by one. */
const few = 3;

/** A diagnostic, and where else there is a similar one. */
export interface FoldedDiagnostic extends Diagnostic {
  readonly others: readonly Diagnostic[];
}

/** Codes of which one without a scope counts all that is said scope by scope. */
const counted: ReadonlySet<string> = new Set(["url-unset", "url-blank"]);

/** Whether it has counted the others of its code already. */
export function isSummary({ code, scope, scopes }: Diagnostic): boolean {
  return counted.has(code) && scope === undefined && scopes !== undefined;
}

/**
 * What repeats becomes one, in place of the first. Errors, damage and what is to be reviewed first are
 * told together only where all of them say the same, or where one of them sums up the others; of other
 * warnings it is enough that they have the same code.
 */
export function foldDiagnostics(diagnostics: readonly Diagnostic[]): readonly FoldedDiagnostic[] {
  const summaries = new Map(
    diagnostics
      .filter(isSummary)
      .flatMap((one) => (one.scopes ?? []).map((name) => [`${one.code} ${name}`, one] as const)),
  );
  const keyOf = (one: Diagnostic): string => {
    const { severity, code } = one;
    const told = (one.scope && summaries.get(`${code} ${one.scope}`)) || one;
    const isOwn = isCaution(told) || reviewCodes.has(code);
    return JSON.stringify([severity, code, isOwn ? commonWords(told) : []]);
  };
  const groups = groupBy(diagnostics, keyOf);
  return diagnostics.flatMap((diagnostic) => {
    const [first, ...others] = groups.get(keyOf(diagnostic)) ?? [diagnostic];
    if (others.length < few) return [{ ...diagnostic, others: [] }];
    return first === diagnostic ? [{ ...diagnostic, others }] : [];
  });
}

/** Whether all that is told together says the same, so that one sentence is true of each. */
export function saysTheSame({ others, ...first }: FoldedDiagnostic): boolean {
  const [words] = commonWords(first);
  return others.every((other) => commonWords(other)[0] === words);
}

/** What a diagnostic says but for the scope that it is about. */
export function commonWords({ message, help = "", scope }: Diagnostic): readonly string[] {
  return [message, help].map((text) => (scope === undefined ? text : text.replaceAll(scope, "")));
}

/** So many places are named where more of them are only counted: names are longer than numbers. */
const most = { scopes: 5, lines: 40, files: 10 };

/** Where diagnostics are: scopes by name, lines below their file once: `a.yaml:3, 9, 12`. Some, or all. */
export function describeDiagnosticPlaces(
  diagnostics: readonly Pick<Diagnostic, "position" | "scope">[],
  all = false,
): string {
  const some = (found: readonly string[], few: number): string => {
    const names = [...new Set(found)];
    return someOf(names, all ? names.length : few, 1);
  };
  const scopes = diagnostics.flatMap(({ position, scope = [] }) => (position ? [] : scope));
  const positions = diagnostics.flatMap(({ position }) => position ?? []);
  const files = [...groupBy(positions, ({ file }) => file)].map(([file, of]) => {
    const lines = of.map(({ line }) => String(line));
    return `${file}:${some(lines, most.lines)}`;
  });
  return joinWords([some(scopes, most.scopes), some(files, most.files)]);
}
