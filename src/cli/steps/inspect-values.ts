import type { FleetConfig } from "../../config/fleet-config.ts";
import type { NeededValueDocument } from "../../documents/doctor-document.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { variableOf } from "../../model/environment.ts";
import { HookfleetError } from "../../model/errors.ts";
import type { Io } from "../io.ts";
import { neededSources, readKnownSecret } from "./known-values.ts";

/** Every variable and file that the configuration names. */
export async function inspectValues(
  config: FleetConfig,
  io: Io,
): Promise<readonly NeededValueDocument[]> {
  const { urls, secrets } = neededSources(config);
  const variables = urls.map((name): NeededValueDocument => {
    const isSet = (variableOf(io.environment, name) ?? "").trim() !== "";
    return { name, source: "env", holds: "url", status: isSet ? "set" : "url-unset" };
  });
  const values = secrets.map(async (source): Promise<NeededValueDocument> => {
    const name = source.kind === "env" ? source.name : source.shown;
    const status = await readKnownSecret(source, io).then(
      () => "set",
      (error: unknown) => {
        if (error instanceof HookfleetError) return error.code;
        throw error;
      },
    );
    return { name, source: source.kind, holds: "secret", status };
  });
  return [...variables, ...(await Promise.all(values))];
}

/** What lacks a value, and what it is needed for. */
export function missingValues(values: readonly NeededValueDocument[]): readonly Diagnostic[] {
  const report = (holds: "url" | "secret", code: string, what: string): readonly Diagnostic[] => {
    const count = values.filter((one) => one.holds === holds && one.status !== "set").length;
    if (count === 0) return [];
    const message = what.replace("#", String(count)).replace("(s)", count === 1 ? "" : "s");
    const help = "Set them, or pass a file that has them with --env-file.";
    return [{ severity: "error", code, message, help }];
  };
  return [
    ...report("url", "url-unset", "no value for # URL(s) that `plan` needs"),
    ...report("secret", "secrets-unavailable", "no value for # secret(s) that `apply` may need"),
  ];
}
