import type { ReportView } from "../view/report-view.ts";
import { fitShares } from "./fit-shares.ts";
import type { MarkdownOptions } from "./markdown-options.ts";
import { prepareReport } from "./prepare-report.ts";
import { everything } from "./shares.ts";
import { writeReport } from "./write-report.ts";

/** How many places are listed of hooks that are alike: the most for which there is room. */
const steps = [Number.POSITIVE_INFINITY, 1_000, 300, 100];
const fewest = 40;

function isWithin(text: string, { limit, bytes }: MarkdownOptions): boolean {
  if (limit !== undefined && text.length > limit) return false;
  // No unit of UTF-16 becomes more than three bytes.
  if (bytes === undefined || text.length * 3 <= bytes) return true;
  return text.length <= bytes && Buffer.byteLength(text) <= bytes;
}

/** A report as Markdown for GitHub, cut to the limit by dropping what matters least. */
export function renderReportMarkdown(view: ReportView, options: MarkdownOptions): string {
  const fits = (text: string): boolean => isWithin(text, options);
  for (const places of steps) {
    const whole = prepareReport(view, options, places);
    const text = writeReport(whole, everything(whole));
    if (fits(text)) return text;
  }
  const report = prepareReport(view, options, fewest);
  const shares = fitShares(report, (tried) => fits(writeReport(report, tried)));
  return writeReport(report, shares);
}
