import type { Diagnostic } from "../../model/diagnostic.ts";
import type { ConfigPatchAction, UpdateAction } from "../../model/plan.ts";

type Warning = Pick<Diagnostic, "code" | "message" | "help">;

/** Said in words where a change makes it easier for others to read what GitHub delivers. */
export function verificationWarnings({
  changes,
  live,
}: UpdateAction | ConfigPatchAction): readonly Warning[] {
  return changes.flatMap((change): readonly Warning[] => {
    if (change.field === "insecure_ssl" && change.after)
      return [
        {
          code: "verification-off",
          message: `hook #${live.id} stops verifying the certificate of its receiver (\`insecure_ssl: true\`)`,
          help: "Whoever stands between GitHub and the receiver can then read every delivery. Give the receiver a certificate that can be verified.",
        },
      ];
    const leavesTls =
      change.field === "url" &&
      change.before.normalised().startsWith("https:") &&
      change.after.normalised().startsWith("http:");
    if (!leavesTls) return [];
    return [
      {
        code: "delivery-in-clear",
        message: `hook #${live.id} moves from https:// to http://, so that its deliveries travel in clear`,
        help: "Anybody on the way can read and change them. Write https:// unless the receiver is on a network of its own.",
      },
    ];
  });
}
