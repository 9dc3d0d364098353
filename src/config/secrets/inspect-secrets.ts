import { compareStrings } from "../../model/compare-strings.ts";
import { expectedFailure, HookfleetError } from "../../model/errors.ts";
import { groupBy } from "../../model/group-by.ts";
import { parseUrl } from "../../model/hook-url.ts";
import { Secret } from "../../model/secret.ts";
import {
  type SecretDefinition,
  type SecretEntry,
  type SecretReading,
  type SecretSource,
  type SecretWeakness,
  secretSourceKey,
} from "../../model/secret-reference.ts";
import type { FleetConfig, UrlRule } from "../fleet-config.ts";
import { compileTargets } from "../selectors/targets.ts";

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
  const found = { short: isShort, "low-entropy": isGuessable, placeholder: isPlaceholder };
  return (["short", "low-entropy", "placeholder"] as const).filter((weakness) => found[weakness]);
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
  const looked = await Promise.all(
    [...groupBy(definitions, ({ ref }) => ref).values()].map(async ([definition]) => {
      return { definition, found: await read(definition.source).catch(expectedFailure) };
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
      // References of other sources that hold the same value: one that leaks leaks all.
      const key = secretSourceKey(definition.source);
      const sharedWith = looked
        .filter((one) => secretSourceKey(one.definition.source) !== key)
        .filter((one) => one.found instanceof Secret && one.found.reveal() === found.reveal())
        .map((one) => one.definition.ref)
        .toSorted(compareStrings);
      const shared = sharedWith.length === 0 ? [] : (["shared"] as const);
      const weaknesses = [...judgeSecret(found), ...shared];
      return { definition, status: "set", problem: undefined, weaknesses, sharedWith };
    })
    .toSorted((left, right) => compareStrings(left.definition.ref, right.definition.ref));
}

/** The host that a URL of the file leads to; undefined where the names of a scope make it. */
function receiverOf(rule: UrlRule): string | undefined {
  if (rule.kind === "env") return `env:${rule.name}`;
  return rule.template.hasOpenHost ? undefined : parseUrl(rule.template.sample)?.host;
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
    .flatMap(({ secret, url }) =>
      secret.kind === "managed" ? [{ definition: secret.secret, receiver: receiverOf(url) }] : [],
    );
}
