/** What `${{ }}` can name, such as `github.event.pull_request.number`. */
export type Contexts = Readonly<Record<string, unknown>>;

type Value = string | number | boolean | null;

const token = /\s*(?:('(?:[^']|'')*')|(&&|\|\||==|!=|>|!|\(|\))|([\d.]+|[A-Za-z_][\w.-]*))/y;

function tokensOf(text: string): readonly string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.trimEnd().length) {
    const from = token.lastIndex;
    const found = token.exec(text);
    if (found === null) throw new Error(`cannot read ${text} at ${from}`);
    tokens.push(found[1] ?? found[2] ?? found[3] ?? "");
  }
  return tokens;
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#operators */
function isTruthy(value: Value): boolean {
  return value !== "" && value !== 0 && value !== false && value !== null;
}

function toNumber(value: Value): number {
  return value === null ? 0 : Number(value);
}

function isSame(left: Value, right: Value): boolean {
  if (typeof left === "string" && typeof right === "string")
    return left.toLowerCase() === right.toLowerCase();
  return typeof left === typeof right ? left === right : toNumber(left) === toNumber(right);
}

function lookUp(path: string, contexts: Contexts): Value {
  const [first = "", ...rest] = path.split(".");
  if (!(first in contexts)) throw new Error(`nobody knows the context of ${path}`);
  let value: unknown = contexts[first];
  for (const name of rest)
    value = (value as Readonly<Record<string, unknown>> | undefined)?.[name] ?? undefined;
  if (value === undefined || value === null) return null;
  if (typeof value === "object") throw new Error(`${path} is more than one value`);
  return value as Value;
}

/**
 * Evaluates an expression of GitHub Actions: as much of the language as the action and the workflows
 * use. What is beyond that throws, so that nothing passes for tested that is not.
 */
export function evaluate(
  text: string,
  contexts: Contexts,
  job: { readonly failed: boolean } = { failed: false },
): Value {
  const tokens = tokensOf(text);
  let at = 0;
  const next = (): string => tokens[at++] ?? "";
  const take = (wanted: string): boolean => {
    if (tokens[at] !== wanted) return false;
    at += 1;
    return true;
  };
  const binary = (
    operator: string,
    operand: () => Value,
    combine: (left: Value, right: Value) => Value,
  ): Value => {
    let left = operand();
    while (take(operator)) left = combine(left, operand());
    return left;
  };
  const statuses: Readonly<Record<string, boolean>> = {
    always: true,
    cancelled: false,
    success: !job.failed,
    failure: job.failed,
  };
  const primary = (): Value => {
    if (take("!")) return !isTruthy(primary());
    if (take("(")) {
      const inner = either();
      if (!take(")")) throw new Error(`a bracket stays open in ${text}`);
      return inner;
    }
    const word = next();
    if (word.startsWith("'")) return word.slice(1, -1).replaceAll("''", "'");
    if (/^[\d.]+$/.test(word)) return Number(word);
    if (word === "true" || word === "false") return word === "true";
    if (take("(")) {
      const status = statuses[word];
      if (status === undefined || !take(")")) throw new Error(`${word} is no known function`);
      return status;
    }
    return lookUp(word, contexts);
  };
  const comparison = (): Value =>
    binary(
      "==",
      () =>
        binary(
          "!=",
          () => binary(">", primary, (left, right) => toNumber(left) > toNumber(right)),
          (left, right) => !isSame(left, right),
        ),
      isSame,
    );
  const both = (): Value =>
    binary("&&", comparison, (left, right) => (isTruthy(left) ? right : left));
  const either = (): Value => binary("||", both, (left, right) => (isTruthy(left) ? left : right));
  const value = either();
  if (at !== tokens.length) throw new Error(`cannot read the end of ${text}`);
  return value;
}

/** A text with its expressions filled in, as `env` and `with` have them. */
export function fillIn(text: string, contexts: Contexts): string {
  return text.replace(/\$\{\{(.*?)\}\}/gs, (_, expression: string) =>
    String(evaluate(expression, contexts) ?? ""),
  );
}

/** What an `if` says. Without a word on the status of the job, it asks for success as well. */
export function holds(
  condition: string | undefined,
  contexts: Contexts,
  job: { readonly failed: boolean },
): boolean {
  if (condition === undefined) return !job.failed;
  const [, inner = condition] = /^\$\{\{(.*)\}\}$/s.exec(condition.trim()) ?? [];
  const saysStatus = /\b(?:always|cancelled|success|failure)\(\)/.test(inner);
  return (saysStatus || !job.failed) && isTruthy(evaluate(inner, contexts, job));
}
