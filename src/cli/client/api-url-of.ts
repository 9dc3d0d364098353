import { type ApiUrl, parseApiUrl } from "../../index.ts";
import type { Io } from "../io.ts";
import type { GitHubOptions } from "../options/options.ts";

/** The API that flags and environment name. Nothing is asked of it. */
export function apiUrlOf({ apiUrl }: Pick<GitHubOptions, "apiUrl">, io: Io): ApiUrl {
  const named = apiUrl ?? (io.environment["GITHUB_API_URL"] || undefined);
  return parseApiUrl(named ?? "https://api.github.com");
}
