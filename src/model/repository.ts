/** A repository as the lists of an organization or a user tell of it: what selectors ask for. */
export interface Repository {
  /** As GitHub spells them. */
  readonly owner: string;
  readonly name: string;
  readonly archived: boolean;
  readonly visibility: "public" | "private" | "internal";
  /** Lower-cased and sorted. */
  readonly topics: readonly string[];
  /** Custom property values of the organization; absent where not read or not set. */
  readonly properties: ReadonlyMap<string, string | readonly string[]>;
}
