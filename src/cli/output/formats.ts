import { longestSummary } from "../../model/github-limits.ts";
import type { PlanDocument } from "../../model/plan-document.ts";
import { renderPlanHtml } from "../../render/html/report-page.ts";
import { renderPlanMarkdown } from "../../render/markdown/render-report-markdown.ts";
import { apiUrlOf } from "../client/client-options.ts";
import type { FileFormat } from "../options/options.ts";
import { packageVersion } from "../package-file.ts";
import type { Session } from "../session.ts";
import type { Formats, ResultShown } from "./print-result.ts";

/** What a document says of the run that made it. */
export function documentMeta(session: Session, now: number = session.now()) {
  return {
    toolVersion: packageVersion(),
    createdAt: new Date(now).toISOString(),
    apiUrl: apiUrlOf(session).url,
  };
}

/** A plan in the formats of files. */
export function planFormats(
  document: (shown: Pick<ResultShown, "showUrls">) => PlanDocument,
): Formats<FileFormat> {
  return {
    json: document,
    markdown: ({ showUrls, summary }) =>
      renderPlanMarkdown(document({ showUrls }), { bytes: longestSummary, summary }),
    html: ({ showUrls, summary }) => renderPlanHtml(document({ showUrls }), { summary }),
  };
}
