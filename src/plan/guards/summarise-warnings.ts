import type { Diagnostic } from "../../model/diagnostic.ts";
import { groupBy } from "../../model/group-by.ts";
import type { Action } from "../../model/plan.ts";
import { scopeName } from "../../model/scope.ts";
import { warnings } from "./warn.ts";

/** So many warnings of one kind are told one by one. */
const few = 5;
/** So many hooks stand in the sentence that is told in place of more. */
const named = 3;

const sentences: ReadonlyMap<string, (hooks: number) => string> = new Map([
  [
    "secret-removed",
    (hooks) => `${hooks} hooks lose their secrets, because their entries say \`secret: none\``,
  ],
  [
    "undeclared-secret-kept",
    (hooks) =>
      `${hooks} hooks have secrets that their entries do not declare, which these actions may lose or have GitHub sign with for another host`,
  ],
  [
    "successor-unsigned",
    (hooks) => `${hooks} hooks that have secrets go, and the hooks that take over have none`,
  ],
  [
    "verification-off",
    (hooks) =>
      `${hooks} hooks stop verifying the certificates of their receivers (\`insecure_ssl: true\`)`,
  ],
  [
    "delivery-in-clear",
    (hooks) =>
      `${hooks} hooks move from https:// to http://, so that their deliveries travel in clear`,
  ],
  [
    "unknown-config-dropped",
    (hooks) => `updating ${hooks} hooks may drop what GitHub keeps for them under unknown keys`,
  ],
]);

interface Found {
  readonly hook: string;
  readonly diagnostic: Diagnostic;
}

function found(action: Action): readonly Found[] {
  const id = action.kind === "create" ? "" : ` #${action.live.id}`;
  const hook = `${scopeName(action.scope)}${id}`;
  return warnings(action).map((diagnostic) => ({ hook, diagnostic }));
}

function joined(
  group: readonly Found[],
  sentence: (hooks: number) => string,
): readonly Diagnostic[] {
  const [first] = group;
  if (first === undefined) return [];
  const { severity, code, help, position } = first.diagnostic;
  const place = JSON.stringify(position);
  const isOnePlace = group.every(({ diagnostic }) => JSON.stringify(diagnostic.position) === place);
  const hooks = group.slice(0, named).map(({ hook }) => hook);
  const message = `${sentence(group.length)}: ${hooks.join(", ")} and ${group.length - named} more`;
  return [{ severity, code, message, help, ...(isOnePlace ? { position } : {}) }];
}

/**
 * What a reader of the plan should know of its actions. What is true of many hooks is one sentence
 * with their number: hundreds of lines that say the same would hide the one that does not.
 */
export function summariseWarnings(actions: readonly Action[]): readonly Diagnostic[] {
  const groups = groupBy(actions.flatMap(found), ({ diagnostic }) => diagnostic.code);
  return [...groups].flatMap(([code, group]) => {
    const sentence = sentences.get(code);
    if (sentence === undefined || group.length <= few)
      return group.map(({ diagnostic }) => diagnostic);
    return joined(group, sentence);
  });
}
