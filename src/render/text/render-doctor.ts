import type { DoctorDocument, ScopeAccessDocument } from "../../documents/doctor-document.ts";
import { countNoun, showClock, showNumber, someOf } from "../../model/format.ts";
import { groupBy } from "../../model/group-by.ts";
import { sanitize, sanitizeProse } from "../../redact/sanitize.ts";
import { wrapLabeled } from "./layout.ts";
import type { TextOptions } from "./palette.ts";

const labelWidth = 12;
const fewNames = 3;

/** What `doctor` found out, for people; its problems are shown behind it. */
export function renderDoctor(
  document: DoctorDocument,
  { palette, width, verbose }: TextOptions,
): string {
  const rest = " ".repeat(labelWidth);
  const row = (label: string, text: string): readonly string[] => {
    const name = { text: label.padEnd(labelWidth - 1), style: palette.muted };
    return wrapLabeled([name], sanitizeProse(text), { rest, width });
  };
  const names = (all: readonly string[]): string =>
    someOf(all, verbose === true ? all.length : fewNames);
  const { api, proxy, cache, scopes, values } = document;
  const access = [...groupBy(scopes, accessKey).values()].flatMap((group) => [
    `  ${describeAccess(group[0])}`,
    ...wrapLabeled(
      [{ text: `    ${countNoun(group.length, "scope")}:`, style: palette.muted }],
      sanitize(names(group.map(({ scope }) => scope))),
      { rest: "    ", width },
    ),
  ]);
  const unset = values.filter(({ status }) => status !== "set");
  const set = values.flatMap(({ name, status }) => (status === "set" ? [name] : []));
  const given = [`${set.length} of ${values.length}`, ...(verbose === true ? set : [])].join(", ");
  return [
    ...row("GitHub", `${api.url} (${api.kind}), API version ${api.version}`),
    ...row("Credential", describeCredential(document)),
    ...row("Rate limit", describeRateLimit(document)),
    ...row("Clock", describeClock(document)),
    ...row("Proxy", proxy === null ? "none" : `${proxy.address} (${proxy.variable})`),
    ...row("Cache", cache ?? "off"),
    ...(scopes.length === 0 ? [] : ["", palette.strong("Hooks"), ...access]),
    ...(values.length === 0
      ? []
      : ["", palette.strong("Variables and files"), ...row("  set", given)]),
    ...[...groupBy(unset, ({ holds, status }) => `${holds} ${status}`).values()].flatMap((group) =>
      row("  not set", `${group[0].status}: ${names(group.map(({ name }) => name))}`),
    ),
  ].join("\n");
}

const accessKey = ({ list, write, delete: remove, reason }: ScopeAccessDocument): string =>
  [list, write, remove, reason].join();

function describeAccess({ list, write, delete: remove, reason }: ScopeAccessDocument): string {
  const why = reason === null ? "" : ` (${sanitize(reason)})`;
  return `list: ${list}${why}, write: ${write}, delete: ${remove}`;
}

function describeCredential({ credential }: DoctorDocument): string {
  if (credential === null) return "none that can be used";
  const { kind, login, oauth_scopes: scopes, permissions, expires } = credential;
  const granted = Object.entries(permissions ?? {}).map(
    ([owner, levels]) =>
      `${owner}: ${
        Object.entries(levels)
          .map(([name, level]) => `${name}: ${level}`)
          .join(", ") || "no permission for hooks"
      }`,
  );
  return [
    `${kind}${login === null ? "" : ` of ${login}`}`,
    ...(scopes === null ? [] : [`scopes ${scopes.join(", ")}`]),
    ...granted,
    ...(expires === null ? [] : [`expires ${expires}`]),
  ].join("; ");
}

function describeRateLimit({ rate_limit: limit }: DoctorDocument): string {
  if (limit === null) return "none, or not known";
  const { remaining, limit: all, reset_at: reset } = limit;
  return `${showNumber(remaining)} of ${showNumber(all)} left until ${showClock(Date.parse(reset))}`;
}

function describeClock({ clock_difference_seconds: seconds }: DoctorDocument): string {
  if (seconds === null) return "GitHub's is not known";
  if (Math.abs(seconds) <= 1) return "as GitHub's";
  return `${countNoun(Math.abs(seconds), "second")} ${seconds > 0 ? "behind" : "ahead of"} GitHub's`;
}
