import type { Diagnostic } from "../model/diagnostic.ts";
import { sanitize, sanitizeProse } from "../redact/sanitize.ts";

/**
 * Diagnostics as workflow commands, one a line, which GitHub shows at the lines of a pull request.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions#setting-an-error-message
 */
export function renderAnnotations(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(annotation).join("\n");
}

function annotation(diagnostic: Diagnostic): string {
  const { severity, code, message, help, scope, position, related = [] } = diagnostic;
  const place =
    position === undefined
      ? ""
      : `file=${escapeProperty(position.file)},line=${position.line},col=${position.column},`;
  const lines = [
    `${scope === undefined ? "" : `${sanitize(scope)}: `}${sanitizeProse(message)}`,
    ...(help === undefined ? [] : [sanitizeProse(help)]),
    ...related.map((place) => `See also ${sanitize(place.file)}:${place.line}:${place.column}`),
  ];
  return `::${severity} ${place}title=${escapeProperty(code)}::${escapeData(lines.join("\n"))}`;
}

/** The order matters: the sign that begins escapes goes first. */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(sanitize(text)).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
