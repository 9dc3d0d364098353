import type { FleetConfig } from "../../config/fleet-config.ts";
import { planDocument } from "../../documents/plan-document.ts";
import type { ApiUrl } from "../../github/http/api-url.ts";
import type { DriftDocument } from "../../model/drift-document.ts";
import { longestSummary } from "../../model/github-limits.ts";
import type { Action, Plan } from "../../model/plan.ts";
import type { ActionOrigin, PlanDocument } from "../../model/plan-document.ts";
import { renderDriftHtml, renderPlanHtml } from "../../render/html/report-page.ts";
import {
  renderDriftMarkdown,
  renderPlanMarkdown,
} from "../../render/markdown/render-report-markdown.ts";
import { renderJson } from "../../render/render-json.ts";
import type { TextOptions } from "../../render/text/palette.ts";
import { renderDrift } from "../../render/text/render-report.ts";
import type { FileFormat } from "../options/out-option.ts";
import { packageVersion } from "../package-file.ts";

/** A drift report in one of its formats, ending with a line break. */
export function driftText(
  document: DriftDocument,
  format: FileFormat | "text",
  style: TextOptions,
): string {
  const { summary } = style;
  switch (format) {
    case "text":
      return `${renderDrift(document, style)}\n`;
    case "json":
      return `${renderJson(document)}\n`;
    case "markdown":
      return renderDriftMarkdown(document, { bytes: longestSummary, summary });
    case "html":
      return renderDriftHtml(document, { summary });
    default:
      return format satisfies never;
  }
}

/** A plan as a file of this format, ending with a line break. */
export function formatPlan(
  document: PlanDocument,
  format: FileFormat,
  { summary }: Pick<TextOptions, "summary"> = {},
): string {
  switch (format) {
    case "json":
      return `${renderJson(document)}\n`;
    case "markdown":
      return renderPlanMarkdown(document, { bytes: longestSummary, summary });
    case "html":
      return renderPlanHtml(document, { summary });
    default:
      return format satisfies never;
  }
}

/** The plan as data. */
export function documentOfPlan(
  plan: Plan,
  context: {
    readonly config: FleetConfig;
    readonly apiUrl: ApiUrl;
    readonly targets: readonly string[];
    readonly showUrls: boolean;
    readonly now: number;
    readonly origin?: ReadonlyMap<Action, ActionOrigin> | undefined;
    readonly offline?: boolean;
  },
): PlanDocument {
  const { config, apiUrl, targets, showUrls, now, origin, offline = false } = context;
  return planDocument(plan, {
    toolVersion: packageVersion(),
    createdAt: new Date(now).toISOString(),
    apiUrl: apiUrl.url,
    configDigest: config.digest,
    targets,
    showUrls,
    offline,
    origin,
  });
}
