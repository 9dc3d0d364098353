import { compareStrings } from "../../model/compare-strings.ts";
import { HookfleetError } from "../../model/errors.ts";
import { groupBy } from "../../model/group-by.ts";
import { parseUrl } from "../../model/hook-url.ts";
import type { Secret } from "../../model/secret.ts";
import {
  managedSecret,
  type SecretDefinition,
  type SecretEntry,
  type SecretReading,
  type SecretSource,
  type SecretWeakness,
  secretSourceKey,
} from "../../model/secret-reference.ts";
import type { FleetConfig, UrlRule } from "../fleet-config.ts";
import { compileTargets } from "../selectors/targets.ts";
import { fillUrlTemplate } from "../urls/url-template.ts";

/** GitHub asks for random text of high entropy; 20 characters of it are what a generator gives. */
const shortest = 20;
/** Bits, as estimated below. Random text of the least length is nearly always above it. */
const leastEntropy = 35;

/** "It's a Secret to Everybody" stands in GitHub's own examples. */
const words: readonly string[] = `
  changeme change me secret secrets password passwd passphrase pass word webhook webhooks hook
  github token key value test testing example sample dummy placeholder default admin demo
  todo tbd fixme foo bar baz foobar hello world your my the here insert replace this with
  some none null undefined true false letmein qwerty abc xxx ci prod dev staging env
  itsa its to everybody for of not set put use real`
  .trim()
  .split(/\s+/);

/** True where the whole of a text is made of words of the list, with digits anywhere between. */
function isMadeOfWords(text: string): boolean {
  const letters = text.toLowerCase().replace(/[^a-z]/g, "");
  // A few letters among random digits are words by chance.
  if (letters === "" || letters.length * 2 < text.length) return false;
  const reached = new Set([0]);
  // Offsets are visited in order, so that the effort is the product of both lengths at worst.
  for (let at = 0; at < letters.length; at += 1) {
    if (!reached.has(at)) continue;
    for (const word of words) if (letters.startsWith(word, at)) reached.add(at + word.length);
  }
  return reached.has(letters.length);
}

/** `$CI_SECRET`, `${CI_SECRET}`, `{{ ci }}`, `<secret>`: what should have been replaced was not. */
function isUnexpanded(text: string): boolean {
  return /^(?:\$\w+|\$\{[^}]*\}|\$\{\{.*\}\}|\{\{.*\}\}|<.*>|%\w+%|\[.*\])$/s.test(text);
}

/** `op://vault/item`, `arn:aws:…`, `ENC[…]`: where the value is, or how it is kept, in its place. */
function isReference(text: string): boolean {
  return /^(?:[a-z][a-z\d+.-]*:\/\/|arn:aws[a-z-]*:|vault:\w|ENC\[)/i.test(text);
}

/** The shortest piece that the text is repetitions of. */
function period(text: string): string {
  const length = (text + text).indexOf(text, 1);
  return text.slice(0, length);
}

/**
 * Bits, roughly: the spread of its characters over those that do not follow from the two before, by
 * repeating them or counting on. Two neighbors alone are what any random digits have.
 */
function entropy(text: string): number {
  const piece = [...period(text)].map((character) => character.codePointAt(0) ?? 0);
  const counts = new Map<number, number>();
  for (const code of piece) counts.set(code, (counts.get(code) ?? 0) + 1);
  const spread = [...counts.values()].reduce((sum, count) => {
    const share = count / piece.length;
    return sum - share * Math.log2(share);
  }, 0);
  const isStep = (at: number): boolean =>
    Math.abs((piece[at] ?? Number.NaN) - (piece[at - 1] ?? Number.NaN)) <= 1;
  const surprises = piece.filter((_, at) => !(isStep(at) && isStep(at - 1))).length;
  return spread * surprises;
}

/** What is weak about a value, in a fixed order. Reveals nothing about the value. */
export function judgeSecret(secret: Secret): readonly Exclude<SecretWeakness, "shared">[] {
  const value = secret.reveal();
  const isShort = [...value].length < shortest;
  // What is short is easy to guess as it is, and need not be reported twice.
  const isGuessable = !isShort && entropy(value) < leastEntropy;
  const isPlaceholder = isMadeOfWords(value) || isUnexpanded(value) || isReference(value);
  return [
    ...(isShort ? (["short"] as const) : []),
    ...(isGuessable ? (["low-entropy"] as const) : []),
    ...(isPlaceholder ? (["placeholder"] as const) : []),
  ];
}

interface Looked {
  readonly definition: SecretDefinition;
  readonly found: Secret | HookfleetError;
}

const missing: ReadonlySet<string> = new Set(["secret-unset", "secret-file-missing"]);

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
  const distinct = [...groupBy(definitions, ({ ref }) => ref).values()].flatMap(
    ([first]) => first ?? [],
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
    .map(({ definition, found }): SecretReading => {
      if (found instanceof HookfleetError) {
        const { code, message, help } = found;
        const problem = { code, message, help };
        const status = missing.has(code) ? "missing" : "refused";
        return { definition, status, problem, weaknesses: [], sharedWith: [] };
      }
      const sharedWith = sharing(definition, found, looked);
      const shared = sharedWith.length === 0 ? [] : (["shared"] as const);
      const weaknesses = [...judgeSecret(found), ...shared];
      return { definition, status: "set", problem: undefined, weaknesses, sharedWith };
    })
    .toSorted((left, right) => compareStrings(left.definition.ref, right.definition.ref));
}

/** References of other sources that hold the same value: one that leaks leaks all. */
function sharing(
  { source }: SecretDefinition,
  secret: Secret,
  all: readonly Looked[],
): readonly string[] {
  return all
    .filter(
      ({ definition, found }) =>
        !(found instanceof HookfleetError) &&
        secretSourceKey(definition.source) !== secretSourceKey(source) &&
        found.reveal() === secret.reveal(),
    )
    .map(({ definition }) => definition.ref)
    .toSorted(compareStrings);
}

/** The host that a URL of the file leads to; undefined where the names of a scope make it. */
function receiverOf(rule: UrlRule): string | undefined {
  if (rule.kind === "env") return `env:${rule.name}`;
  if (rule.template.parts.some((part) => part.kind === "parameter" && part.inHost))
    return undefined;
  return parseUrl(fillUrlTemplate(rule.template, () => "x"))?.host;
}

/** Every hook entry that has a managed secret, offline: how many hooks it makes, GitHub alone knows. */
export function secretEntries(
  config: Pick<FleetConfig, "owners">,
  targets: readonly string[],
): readonly SecretEntry[] {
  const { mayReach, selects } = compileTargets(targets);
  return config.owners
    .flatMap(({ name, own, repositories }) => [
      ...(own !== undefined && selects({ kind: "organization", owner: name }) ? [own] : []),
      ...(mayReach(name) ? repositories : []),
    ])
    .flatMap(({ hooks }) => hooks)
    .flatMap((hook) => {
      const definition = managedSecret(hook);
      return definition === undefined ? [] : [{ definition, receiver: receiverOf(hook.url) }];
    });
}
