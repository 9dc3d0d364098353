import {
  type DriftDocument,
  type Palette,
  renderDrift,
  renderDriftHtml,
  renderDriftMarkdown,
  renderJson,
} from "../../index.ts";
import { type FileFormat, longestMarkdown } from "./file-format.ts";

/** Whom a report is written for. A file has neither colours nor a width. */
export interface DriftTextOptions {
  readonly palette: Palette;
  readonly columns: number | undefined;
}

/** A drift report in one of its formats, ending with a line break. */
export function driftText(
  document: DriftDocument,
  format: FileFormat | "text",
  { palette, columns }: DriftTextOptions,
): string {
  switch (format) {
    case "text": {
      const width = columns === undefined ? {} : { width: columns };
      return `${renderDrift(document, { palette, ...width })}\n`;
    }
    case "json":
      return `${renderJson(document)}\n`;
    case "markdown":
      return renderDriftMarkdown(document, { bytes: longestMarkdown });
    case "html":
      return renderDriftHtml(document);
    default:
      return format satisfies never;
  }
}
