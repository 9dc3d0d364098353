import { countNoun } from "../../model/format.ts";
import { type EnvFile, envFileLine } from "../env-file.ts";
import type { EnvironmentReference, SecretReference, UrlReference } from "./names.ts";

interface Values {
  readonly urls: readonly UrlReference[];
  readonly secrets: readonly SecretReference[];
  /** What the file held before: GitHub gives no secret back, so none of it goes, as it stands. */
  readonly before: Pick<EnvFile, "texts" | "commented"> | undefined;
}

const about = ({ usedBy, link }: EnvironmentReference): string =>
  `# ${link ?? usedBy[0]}${usedBy.length > 1 ? ` and ${countNoun(usedBy.length - 1, "more hook")}` : ""}`;

/**
 * The env file of an import, in clear: the URLs that are credentials, and the names of the secrets,
 * which nobody but their receivers knows.
 */
export function writeEnv({ urls, secrets, before }: Values): string {
  const rest = new Map(before?.texts);
  for (const { variable } of urls) rest.delete(variable);
  const aside = new Map(before?.commented);
  const secretLines = secrets.flatMap((secret) => {
    const { variable } = secret;
    const text = rest.get(variable);
    const known = [...(aside.get(variable) ?? []), ...(text === undefined ? [] : [text])];
    rest.delete(variable);
    aside.delete(variable);
    return [about(secret), ...(known.length === 0 ? [`#${variable}=`] : known)];
  });
  const section = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ["", `# ${title}`, ...lines];
  return [
    "# Written by `hookfleet import`. Read it with --env-file, and keep it out of git.",
    ...section(
      "URLs that are credentials, as GitHub has them:",
      urls.flatMap((url) => [about(url), envFileLine(url.variable, url.url.reveal())]),
    ),
    ...section("Secrets, which GitHub does not show: fill in, and remove the #.", secretLines),
    ...section("As before:", [...rest.values(), ...[...aside.values()].flat()]),
    "",
  ].join("\n");
}
