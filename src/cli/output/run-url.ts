import { HookfleetError } from "../../index.ts";
import type { Io } from "../io.ts";

/** An address that can stand in Markdown and means nothing but itself; undefined where it is none. */
function asLink(text: string): string | undefined {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return undefined;
  }
  if (!/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "")
    return undefined;
  return url.href.replace(/[()<>[\]`*_|\\'"]/g, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `%${code.toString(16).toUpperCase().padStart(2, "0")}`;
  });
}

/**
 * Where the whole can be read: as told, or the run of GitHub Actions that this is.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */
export function readRunUrl(told: string | undefined, { environment }: Io): string | undefined {
  if (told !== undefined) {
    const url = asLink(told);
    if (url !== undefined) return url;
    throw new HookfleetError("bad-run-url", "--run-url is not an http or https URL", {
      help: "It is shown to everybody who can read the comment, and holds no credentials.",
    });
  }
  const server = environment["GITHUB_SERVER_URL"] ?? "";
  const repository = environment["GITHUB_REPOSITORY"] ?? "";
  const run = environment["GITHUB_RUN_ID"] ?? "";
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository) || !/^\d+$/.test(run)) return undefined;
  return asLink(`${server}/${repository}/actions/runs/${run}`);
}
