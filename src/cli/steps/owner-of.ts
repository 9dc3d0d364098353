import { HookfleetError } from "../../model/errors.ts";

/** The owner that a target on a command line names: OWNER, OWNER/REPOSITORY or OWNER/GLOB. */
export function ownerOf(target: string): string {
  const owner = target.split("/")[0] ?? "";
  if (/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(owner) && /^[^/]+(?:\/[^/]+)?$/.test(target)) return owner;
  throw new HookfleetError("bad-target", "a target is OWNER, OWNER/REPOSITORY or OWNER/GLOB", {
    help: `For example: acme 'acme/*' octocat/hello-world${
      /^'|'$/.test(target) ? ' (single quotes are no quotes in cmd.exe: use "acme/*")' : ""
    }`,
  });
}
