import type { Switches } from "../switches.ts";
import { Refusal } from "./answer.ts";

const versions: readonly string[] = ["2022-11-28", "2026-03-10"];
const documentationUrl = "https://docs.github.com/rest/about-the-rest-api/api-versions";

/** Which version the answer is in; 400 for one that never was, 410 for one that is no more. */
export function checkVersion(headers: Headers, { apiVersion2022 }: Switches): string {
  const asked = headers.get("x-github-api-version");
  const retired = apiVersion2022 === "retired";
  if (asked === null) return retired ? "2026-03-10" : "2022-11-28";
  if (!versions.includes(asked))
    throw new Refusal(400, `"${asked}" is not a supported API version.`, { documentationUrl });
  if (retired && asked === "2022-11-28")
    throw new Refusal(410, "This API version has been retired.", { documentationUrl });
  return asked;
}

/** What the answers of a version that is about to be retired carry. */
export function versionHeaders(
  version: string,
  { apiVersion2022 }: Switches,
): Readonly<Record<string, string>> {
  if (version !== "2022-11-28" || apiVersion2022 !== "deprecated") return {};
  return {
    Deprecation: "Tue, 10 Mar 2026 00:00:00 GMT",
    Sunset: "Fri, 10 Mar 2028 00:00:00 GMT",
  };
}
