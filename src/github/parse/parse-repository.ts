import { compareStrings } from "../../model/compare-strings.ts";
import type { Repository } from "../../model/scope.ts";
import {
  type JsonObject,
  malformedAnswer,
  readObject,
  readString,
} from "../errors/malformed-answer.ts";

/** The values of an organization's custom properties, as selectors compare them. */
export type PropertyValues = Repository["properties"];

/** Reads one repository out of a list, or alone. */
export function parseRepository(value: unknown): Repository {
  const repository = readObject(value, "a repository");
  const name = readString(repository, "name", "a repository");
  const { owner, archived, visibility, private: isPrivate, topics, custom_properties } = repository;
  const login = readString(
    readObject(owner, `the owner of ${name}`),
    "login",
    `the owner of ${name}`,
  );
  const what = `${login}/${name}`;
  if (typeof archived !== "boolean")
    throw malformedAnswer(`${what} does not say whether it is archived`);
  return {
    owner: login,
    name,
    archived,
    visibility: readVisibility(visibility, isPrivate, what),
    topics: strings(topics)
      .map((topic) => topic.toLowerCase())
      .toSorted(compareStrings),
    properties: parsePropertyMap(custom_properties),
  };
}

function readVisibility(
  visibility: unknown,
  isPrivate: unknown,
  name: string,
): Repository["visibility"] {
  if (visibility === "public" || visibility === "private" || visibility === "internal")
    return visibility;
  // Servers of before 2022 know only this.
  if (typeof isPrivate === "boolean") return isPrivate ? "private" : "public";
  throw malformedAnswer(`${name} does not say who may see it`);
}

/** `custom_properties` of a repository: name → value. */
function parsePropertyMap(value: unknown): PropertyValues {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return new Map();
  return new Map(
    Object.entries(value).flatMap(([name, of]) => {
      const read = readPropertyValue({ value: of });
      return read === undefined ? [] : [[name, read] as const];
    }),
  );
}

/** One item of `GET /orgs/{org}/properties/values`. */
export function parseProperties(value: unknown): {
  readonly repository: string;
  readonly properties: PropertyValues;
} {
  const item = readObject(value, "an item of the properties");
  const repository = readString(item, "repository_name", "an item of the properties");
  const { properties: list } = item;
  if (!Array.isArray(list)) throw malformedAnswer(`the properties of ${repository} are not a list`);
  const properties = new Map<string, string | readonly string[]>();
  for (const entry of list) {
    const property = readObject(entry, `a property of ${repository}`);
    const name = readString(property, "property_name", `a property of ${repository}`);
    const read = readPropertyValue(property);
    if (read !== undefined) properties.set(name, read);
  }
  return { repository, properties };
}

/** Not set is null, and is not the same as any value. */
function readPropertyValue({ value }: JsonObject): string | readonly string[] | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  return Array.isArray(value) ? strings(value) : undefined;
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((part) => typeof part === "string") : [];
}
