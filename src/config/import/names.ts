/** Makes a word for names out of a host or a path: small letters, digits and single hyphens. */
export function slugOf(text: string): string {
  const slug = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  // `none` is what a hook says that must have no secret.
  return slug === "" || slug === "none" ? ["receiver", slug].filter(Boolean).join("-") : slug;
}

/**
 * Gives each name once: what is taken gets a number. Ask in an order that does not depend on the
 * input's, and the names do not either.
 */
export function createNames(separator: string): (wanted: string) => string {
  const taken = new Set<string>();
  return (wanted) => {
    let name = wanted;
    for (let number = 2; taken.has(name); number += 1) name = `${wanted}${separator}${number}`;
    taken.add(name);
    return name;
  };
}
