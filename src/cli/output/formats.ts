import { parseApiUrl } from "../../github/http/api-url.ts";
import { longestSummary } from "../../model/github-limits.ts";
import type { PlanDocument } from "../../model/plan-document.ts";
import { renderPlanHtml } from "../../render/html/report-page.ts";
import { renderPlanMarkdown } from "../../render/markdown/render-report-markdown.ts";
import type { FileFormat } from "../options/options.ts";
import { packageVersion } from "../package-file.ts";
import type { Session } from "../session.ts";
import { type Formats, madeOnce } from "./print-result.ts";

/** What a document says of the run that made it. */
export function documentMeta(session: Session, now: number = session.now()) {
  return {
    toolVersion: packageVersion(),
    createdAt: new Date(now).toISOString(),
    apiUrl: parseApiUrl(session.apiUrl).url,
  };
}

/** A plan in the formats of files. */
export function planFormats(
  make: Parameters<typeof madeOnce<PlanDocument>>[0],
): Formats<FileFormat> {
  const document = madeOnce(make);
  return {
    json: document,
    markdown: (shown) =>
      renderPlanMarkdown(document(shown), { bytes: longestSummary, summary: shown.summary }),
    html: (shown) => renderPlanHtml(document(shown), { summary: shown.summary }),
  };
}
