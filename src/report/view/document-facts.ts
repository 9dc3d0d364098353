/** What the documents of plans and of drift say of how they were made. */
interface Made {
  readonly tool_version: string;
  readonly created_at: string;
  readonly api_url: string;
  readonly targets: readonly string[];
  readonly digest: string;
}

/** How a document was made, with its digest last: whoever has the file can see that it is the one. */
export function documentFacts(
  document: Made,
  further: readonly (readonly [string, string])[] = [],
): readonly (readonly [string, string])[] {
  const { targets } = document;
  const more = targets.length - 5;
  return [
    ["Made", document.created_at],
    ["By", `hookfleet ${document.tool_version}`],
    ["API", document.api_url],
    ...(targets.length === 0
      ? []
      : [
          [
            "Targets",
            targets.slice(0, 5).join(", ") + (more > 0 ? ` and ${more} more` : ""),
          ] as const,
        ]),
    ...further,
    ["Digest", document.digest],
  ];
}
