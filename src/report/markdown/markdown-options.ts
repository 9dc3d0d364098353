/** How long a markdown report may get, and what stands around it. */
export interface MarkdownOptions {
  /**
   * The most characters that the text may have; default none. GitHub takes 65,536 in a comment. They
   * are counted in UTF-16 units, which are never fewer than GitHub's. Title, counts and notes are
   * never dropped: a limit below some thousands may be exceeded by them alone.
   */
  readonly limit?: number | undefined;
  /** The most bytes that it may have in UTF-8; default none. */
  readonly bytes?: number | undefined;
  /** A URL, or words, that say where the whole of it is. */
  readonly wholeAt?: string | undefined;
  /** In place of the name of the tool and the report. */
  readonly title?: string | undefined;
}
