import type { Scope } from "../../model/scope.ts";
import { urlFault } from "../../model/url-fault.ts";
import { holdsCredential } from "../urls/check-url-text.ts";
import { fillUrlTemplate, parseUrlTemplate } from "../urls/url-template.ts";

/** Beyond this many places of a name in one URL, the rest stay as they are. */
const mostPlaces = 4;

/**
 * The ways to write a URL so that it fits other repositories too: with the name of the repository or
 * its owner replaced by `{repo}` or `{owner}` where it stands by itself in the path. The fewest
 * placeholders come first. Every form, filled in for this scope, is the URL again.
 */
export function urlForms(url: string, scope: Scope): readonly string[] {
  const origin = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]*/.exec(url)?.[0] ?? url;
  const names = [
    ...(scope.kind === "repository" ? [{ name: scope.repository, placeholder: "{repo}" }] : []),
    { name: scope.owner, placeholder: "{owner}" },
  ];
  const forms = pathForms(url.slice(origin.length), 0, names, mostPlaces)
    .map(({ text, placeholders }) => ({ text: `${origin}${text}`, placeholders }))
    .filter(({ text, placeholders }) => placeholders > 0 && isFit(text));
  return forms
    .sort((left, right) => left.placeholders - right.placeholders)
    .map(({ text }) => text);
}

interface PathForm {
  readonly text: string;
  readonly placeholders: number;
}

interface Name {
  readonly name: string;
  readonly placeholder: string;
}

/** The forms of a path from an offset on; the one without placeholders is always among them. */
function pathForms(
  path: string,
  from: number,
  names: readonly Name[],
  places: number,
): readonly PathForm[] {
  for (let at = from; places > 0 && at < path.length; at += 1) {
    const found = names.filter(({ name }) => standsAt(path, at, name));
    if (found.length === 0) continue;
    const before = path.slice(from, at);
    const kept = pathForms(path, at + 1, names, places - 1).map(({ text, placeholders }) => ({
      text: `${before}${path.charAt(at)}${text}`,
      placeholders,
    }));
    const replaced = found.flatMap(({ name, placeholder }) =>
      pathForms(path, at + name.length, names, places - 1).map(({ text, placeholders }) => ({
        text: `${before}${placeholder}${text}`,
        placeholders: placeholders + 1,
      })),
    );
    return [...kept, ...replaced];
  }
  return [{ text: path.slice(from), placeholders: 0 }];
}

/** By itself: no letter or digit goes on before or behind it. */
function standsAt(path: string, at: number, name: string): boolean {
  return (
    path.startsWith(name, at) &&
    !/[A-Za-z0-9]/.test(path.charAt(at - 1)) &&
    !/[A-Za-z0-9]/.test(path.charAt(at + name.length))
  );
}

/** What stands in for a name when a file is checked may turn a harmless segment into an odd one. */
function isFit(form: string): boolean {
  const sample = fillUrlTemplate(parseUrlTemplate(form), () => "x");
  return urlFault(sample) === undefined && !holdsCredential(sample);
}
