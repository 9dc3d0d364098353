import type { FleetConfig } from "../../config/fleet-config.ts";
import { planDocument } from "../../documents/plan-document.ts";
import type { ApiUrl } from "../../github/http/api-url.ts";
import type { DriftDocument } from "../../model/drift-document.ts";
import { HookfleetError } from "../../model/errors.ts";
import { longestSummary } from "../../model/github-limits.ts";
import type { Action, Plan } from "../../model/plan.ts";
import type { ActionOrigin, PlanDocument } from "../../model/plan-document.ts";
import { requestsToApply } from "../../plan/forecast.ts";
import { fingerprint, planDigest, scopeDigest } from "../../plan/saved/digest.ts";
import { renderDriftHtml, renderPlanHtml } from "../../render/html/report-page.ts";
import {
  renderDriftMarkdown,
  renderPlanMarkdown,
} from "../../render/markdown/render-report-markdown.ts";
import { renderJson } from "../../render/render-json.ts";
import type { Palette } from "../../render/text/palette.ts";
import { renderDrift } from "../../render/text/render-drift.ts";
import { renderPlan } from "../../render/text/render-plan.ts";
import type { OutputStream } from "../io.ts";
import { packageVersion } from "../package-file.ts";

/** What a plan or a report can be saved as. */
export type FileFormat = "json" | "markdown" | "html";

/** What `--format` of a plan or a report takes. */
export const documentFormats: readonly (FileFormat | "text")[] = [
  "text",
  "json",
  "markdown",
  "html",
];

const reportEndings = [
  [".json", "json"],
  [".md", "markdown"],
] as const;

const endings = [...reportEndings, [".html", "html"]] as const;

/**
 * The format that the name of a file asks for. Looked at before anything is read, so that a long run
 * does not end with a wrong name.
 *
 * @throws HookfleetError `unknown-format`
 */
export function fileFormat(path: string): FileFormat {
  return formatAmong(endings, path);
}

/** The same for what no page is made of. */
export function reportFormat(path: string): "json" | "markdown" {
  return formatAmong(reportEndings, path);
}

function formatAmong<Format>(
  known: readonly (readonly [ending: string, format: Format])[],
  path: string,
): Format {
  const found = known.find(([ending]) => path.toLowerCase().endsWith(ending));
  if (found !== undefined) return found[1];
  throw new HookfleetError("unknown-format", `--out ${path} has an ending that is no format`, {
    help: `The name ends in ${known.map(([ending]) => ending).join(", ")}.`,
  });
}

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
      return renderDriftMarkdown(document, { bytes: longestSummary });
    case "html":
      return renderDriftHtml(document);
    default:
      return format satisfies never;
  }
}

/** A plan as a file of this format, ending with a line break. */
export function formatPlan(document: PlanDocument, format: FileFormat): string {
  switch (format) {
    case "json":
      return `${renderJson(document)}\n`;
    case "markdown":
      return renderPlanMarkdown(document, { bytes: longestSummary });
    case "html":
      return renderPlanHtml(document);
    default:
      return format satisfies never;
  }
}

/** The plan for people, as wide as the terminal is. */
export function planText(
  plan: Plan,
  options: {
    readonly palette: Palette;
    readonly showUrls: boolean;
    readonly to: OutputStream;
    readonly origin?: ReadonlyMap<Action, ActionOrigin> | undefined;
    readonly offline?: boolean;
  },
): string {
  const { to, ...rest } = options;
  const width = to.columns === undefined ? {} : { width: to.columns };
  return `${renderPlan(plan, { ...rest, ...width })}\n`;
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
    digests: { fingerprint, scope: scopeDigest, plan: planDigest },
    requestsToApply: requestsToApply(plan),
    showUrls,
    offline,
    ...(origin === undefined ? {} : { origin }),
  });
}
