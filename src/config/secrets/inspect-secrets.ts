import { compareStrings } from "../../model/compare-strings.ts";
import { HookfleetError } from "../../model/errors.ts";
import { groupBy } from "../../model/group-by.ts";
import type { Secret } from "../../model/secret.ts";
import type { SecretReading } from "../../model/secret-reading.ts";
import {
  type SecretDefinition,
  type SecretSource,
  secretSourceKey,
} from "../../model/secret-reference.ts";
import { judgeSecret } from "./judge-secret.ts";

interface Looked {
  readonly definition: SecretDefinition;
  readonly found: Secret | HookfleetError;
}

const missing: ReadonlySet<string> = new Set(["secret-unset", "secret-file-missing"]);

function notSet(definition: SecretDefinition, error: HookfleetError): SecretReading {
  const { code, message, help } = error;
  return {
    definition,
    status: missing.has(code) ? "missing" : "refused",
    problem: { code, message, help },
    weaknesses: [],
    sharedWith: [],
  };
}

/** References of other sources that hold the same value: whoever knows one of them knows all. */
function sharing({ definition, found }: Looked, all: readonly Looked[]): readonly string[] {
  if (found instanceof HookfleetError) return [];
  const own = secretSourceKey(definition.source);
  return all
    .filter(
      (other) =>
        !(other.found instanceof HookfleetError) &&
        secretSourceKey(other.definition.source) !== own &&
        other.found.reveal() === found.reveal(),
    )
    .map((other) => other.definition.ref)
    .toSorted(compareStrings);
}

/**
 * Looks at the value of every secret: whether it is set here, and whether it is weak. By reference,
 * each once.
 *
 * @param read reads one source, or throws a HookfleetError that does not hold the value
 */
export async function inspectSecrets(
  definitions: Iterable<SecretDefinition>,
  read: (source: SecretSource) => Promise<Secret>,
): Promise<readonly SecretReading[]> {
  const distinct = [...groupBy(definitions, ({ ref }) => ref).values()].flatMap(([first]) =>
    first === undefined ? [] : [first],
  );
  const looked = await Promise.all(
    distinct.map(async (definition): Promise<Looked> => {
      try {
        return { definition, found: await read(definition.source) };
      } catch (error) {
        if (error instanceof HookfleetError) return { definition, found: error };
        throw error;
      }
    }),
  );
  return looked
    .map((one): SecretReading => {
      const { definition, found } = one;
      if (found instanceof HookfleetError) return notSet(definition, found);
      const sharedWith = sharing(one, looked);
      const weaknesses = [
        ...judgeSecret(found),
        ...(sharedWith.length === 0 ? [] : (["shared"] as const)),
      ];
      return { definition, status: "set", problem: undefined, weaknesses, sharedWith };
    })
    .toSorted((left, right) => compareStrings(left.definition.ref, right.definition.ref));
}
